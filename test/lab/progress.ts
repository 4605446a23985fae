/** Runs something long and says so: a line at the start, one every ten seconds, and how long it took. */
export async function during<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  console.log(`${what} ...`);
  const timer = setInterval(() => console.log(`${what} ... ${seconds()} s`), 10_000);
  try {
    const result = await work();
    console.log(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
