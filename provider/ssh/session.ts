/** Something to run on a host. */
export interface Command {
  /** POSIX sh text of our own, the same for every call. It runs in a subshell with `PATH` and `LC_ALL=C` set. */
  script: string;
  /** Data for the script's standard input. May hold anything but NUL bytes. */
  input: string;
  /** Seconds it may take. Default: `commandTimeout` of the connection. */
  timeout?: number;
  /** Called with each line of standard output as it arrives. */
  onLine?: (line: string) => void;
  /**
   * What the script, which waits for it on descriptor 6, is told when it has printed a line: one line, once. Undefined:
   * this line asks for nothing.
   */
  reply?: (line: string) => string | undefined;
}

/** What a script left behind. */
export interface Result {
  /** Exit code; undefined when a signal ended the shell that ran the script. */
  code: number | undefined;
  /** Name of that signal, such as `SIGKILL`. */
  signal?: string;
  stdout: string;
  stderr: string;
}

/** An open way to run commands on one host. */
export interface Session {
  /**
   * Runs one command. Nothing of it runs unless all of it arrived.
   *
   * @throws SshError of kind sudo, timeout, lost or protocol
   */
  run(command: Command): Promise<Result>;
  /** The host as the user wrote it. */
  readonly host: string;
  /** Ends the session's own connection; one that is shared stays. */
  close(): void;
}
