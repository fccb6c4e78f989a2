/** A document that a partner has sent; what it says lies in the vault. */
export class EvidenceBody {
  sha256: string;
  mediaType: string;
  /** Length in bytes. */
  size: number;
  storedOn: string;
  /** Log position at which it was stored. */
  position: string;
}
