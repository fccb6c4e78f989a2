/**
 * Runs loops until each has ended. One that fails ends the others: a worker that does a part of its
 * work only looks alive, and nobody would start it again.
 * @param end asks all loops to end
 * @throws what the first one failed with
 */
export async function runTogether(
  loops: readonly { run(): Promise<void> }[],
  end: () => void,
): Promise<void> {
  const failures: unknown[] = [];
  await Promise.all(
    loops.map((loop) =>
      loop.run().catch((error: unknown) => {
        failures.push(error);
        end();
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
}
