/** What the user is told about an error; of a connection that failed the library says "fetch failed" only. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return error.message;
  const why = error.cause.message || ('code' in error.cause ? String(error.cause.code) : '');
  return `Accord's API cannot be reached: ${why}. Is it running there? --url names its address, --data its directory`;
}
