import { CommandReply } from '../http/replies';

/** The reply to a new principal or key; the key is shown this once. */
export class ApiKeyReply extends CommandReply {
  /** Null when the command was a repetition: a key is never shown twice. */
  apiKey: string | null;
}

/** A principal without anything that opens a door. */
export class PrincipalBody {
  principalId: string;
  roles: string[];
  /** The partner whose data alone it sees; null for everybody else. */
  partnerId: string | null;
  /** Ids of its valid keys, oldest first. */
  keyIds: string[];
}
