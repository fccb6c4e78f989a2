import type { Law } from './laws';

/**
 * @param limitMs a law that is not settled by then is broken: nothing came where something should
 * @returns the first law that is broken, in words; undefined if all hold
 */
export async function firstBroken(
  laws: readonly Law[],
  limitMs: number,
): Promise<string | undefined> {
  for (const { name, check } of laws) {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`${name}: not settled`), limitMs);
    });
    const broken = check().then(
      () => undefined,
      (error: unknown) => `${name}: ${String(error)}`,
    );
    const outcome = await Promise.race([broken, tooLate]);
    clearTimeout(timer);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}
