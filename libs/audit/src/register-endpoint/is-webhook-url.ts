import { ValidateBy } from 'class-validator';

/** An http or https address without user, password and fragment. */
export const IsWebhookUrl = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWebhookUrl',
    validator: {
      validate: (value) => typeof value === 'string' && isWebhookUrl(value),
      defaultMessage: () =>
        '$property must be an https address without user, password and fragment',
    },
  });

function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash, hostname } = new URL(text);
  const isHttp = protocol === 'https:' || protocol === 'http:';
  return isHttp && username === '' && password === '' && hash === '' && hostname !== '';
}
