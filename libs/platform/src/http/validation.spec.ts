import { IsString } from 'class-validator';
import { Problem } from './problem';
import { RequestValidationPipe } from './validation';

class NoteRequest {
  @IsString()
  note: string;
}

/** The faults that are found in a body, as JSON brings it. */
async function faultsOf(json: string): Promise<string[]> {
  const checking = new RequestValidationPipe().transform(JSON.parse(json), {
    type: 'body',
    metatype: NoteRequest,
  });
  const problem = await checking.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (problem === undefined) return [];
  if (!(problem instanceof Problem)) throw problem;
  return problem.errors.map(({ code, path }) => `${code} ${path}`);
}

describe('Checking a body', () => {
  it.each([
    ['{"note":"a"}', []],
    ['{"note":1}', ['is-string note']],
    ['{"note":"a","constructor":{"":{"":1}}}', ['name-reserved constructor']],
    ['{"note":"a","constructor":null}', ['name-reserved constructor']],
    ['{"note":"a","__proto__":{"x":1}}', ['name-reserved __proto__']],
    ['{"note":"a","toString":1}', ['name-reserved toString']],
    ['{"note":"a","hasOwnProperty":1}', ['name-reserved hasOwnProperty']],
    ['{"note":{"constructor":1}}', ['name-reserved note.constructor', 'is-string note']],
    ['{"note":"\\u0000","constructor":1}', ['text-invalid note', 'name-reserved constructor']],
    // What is left of "Müller" in another encoding once it was read as UTF-8.
    ['{"note":"M\ufffdller"}', ['text-not-utf8 note']],
    [
      '{"note":"a","M\ufffdller":1}',
      ['text-not-utf8 M\ufffdller', 'whitelist-validation M\ufffdller'],
    ],
  ])('finds every fault of %s and no other', async (json, faults) => {
    expect(await faultsOf(json)).toEqual(faults);
  });
});
