import { Inject, Injectable } from '@nestjs/common';
import type { Sight, Streams } from '@accord/event-store';
import { EVIDENCE } from '../funds.token';
import { evidenceId, type Evidence } from '../store-evidence/evidence';
import type { EvidenceEvent } from '../store-evidence/evidence.events';

/** Which documents a partner has sent. */
@Injectable()
export class EvidenceDirectory {
  constructor(@Inject(EVIDENCE) private readonly evidence: Streams<Evidence, EvidenceEvent>) {}

  async find(partnerId: string, sha256: string, sight: Sight): Promise<Evidence> {
    return (await this.evidence.look(evidenceId(partnerId, sha256), sight)).state;
  }

  /** @returns those of the hashes under which the partner has sent a document */
  async known(
    partnerId: string,
    hashes: readonly string[],
    sight: Sight,
  ): Promise<ReadonlySet<string>> {
    const asked = [...new Set(hashes)];
    const found = await Promise.all(asked.map((sha256) => this.find(partnerId, sha256, sight)));
    return new Set(asked.filter((_, i) => found[i]?.status === 'stored'));
  }
}
