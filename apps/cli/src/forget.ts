import { command, DATA_OPTION } from './command';
import { withStores } from './stores';

export const forgetCommand = command({
  name: 'forget',
  summary: 'deletes the name, e-mail and phone of a person; history stays complete',
  details:
    'The log names people by opaque id only, so it needs no change and still verifies. Backups of the\n' +
    'vault made before keep what was in them.',
  operands: ['PERSON_ID'],
  options: DATA_OPTION,
  run: ({ data }, [personId = '']) =>
    withStores(data, async ({ reads }) => {
      const entries = await reads.vault.forget(personId);
      const what = entries === 1 ? '1 entry' : `${entries} entries`;
      process.stdout.write(`${what} about "${personId}" deleted\n`);
      return 0;
    }),
});
