/** A line of a configuration file. */
export interface Place {
  file: string;
  line: number;
}

/** A line of the SSH configuration that does not let a host be reached. */
export class ConfigProblem extends Error {
  override readonly name = "ConfigProblem";

  /** @param why - a clause, and the next step as a sentence */
  constructor({ file, line }: Place, why: string) {
    super(`${file} line ${line} ${why}`);
  }
}
