/** A secret by the name under which a finding is reported. */
export type Secrets = Record<string, string>;

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
const goEscaped = (text: string) =>
  escaped(text).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

/** Base64 of a text as it looks inside a longer one: three alignments, without the letters that neighbours decide. */
function base64s(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const whole = Math.floor(bytes.length / 3) * 4;
    const standard = bytes.toString("base64").slice(before === 0 ? 0 : 4, whole);
    return [standard, standard.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function urlEncoded(text: string): string[] {
  const standard = encodeURIComponent(text);
  const strict = standard.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const both = [standard, strict].flatMap((form) => [form, form.replaceAll("%20", "+")]);
  return [...both, ...both.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

/** What a shell's trace, or somebody who builds a command line, would make of it. */
function shellQuoted(text: string): string[] {
  return [
    text.replaceAll("'", "'\\''"),
    text.replaceAll("'", `'"'"'`),
    text.replace(/[\\"$`]/g, "\\$&"),
    text.replace(/[^A-Za-z0-9_./:@%+=,-]/g, "\\$&"),
  ];
}

/** Every form in which a secret would give itself away: plain, base64, quoted, URL-encoded, hexadecimal. */
export function forms(secret: string): string[] {
  const hex = Buffer.from(secret).toString("hex");
  const quoted = [escaped(secret), escaped(escaped(secret)), goEscaped(secret), escaped(goEscaped(secret))];
  const all = [secret, ...quoted, ...shellQuoted(secret), ...base64s(secret), ...urlEncoded(secret), hex];
  return [...new Set([...all, hex.toUpperCase()])];
}

/** What to look for: of a secret of several lines (a key) every line that is secret by itself. */
const pieces = (secret: string) => {
  const lines = secret.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  return lines.length > 1 ? lines.filter((line) => line.length >= 40) : [secret];
};

/** Where a text gives one of the secrets away: one line per finding, with what stands around it. */
export function leaks(place: string, text: string, secrets: Secrets): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    pieces(secret)
      .flatMap(forms)
      .flatMap((form) => {
        const at = text.indexOf(form);
        return at < 0 ? [] : [`${name} in ${place}: ...${text.slice(Math.max(0, at - 80), at + form.length + 20)}...`];
      }),
  );
}
