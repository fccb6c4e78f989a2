import { answered, type AccordClient } from '@accord/client';

/** @param document YAML */
export async function publishProgram(
  programs: AccordClient,
  programId: string,
  document: string,
): Promise<void> {
  await answered(
    programs.POST('/v1/programs/{programId}/versions', {
      params: { path: { programId } },
      headers: { 'content-type': 'application/yaml' },
      body: {},
      bodySerializer: () => document,
    }),
  );
}
