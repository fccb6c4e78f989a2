import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { type AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { ExpectedRevision, ProposedEvent } from '../engine/event';
import type { Written } from '../engine/writer';
import { checkProposed, uuidText } from './request-parts';

/** @throws CallError */
export function proposedEvent(message: AppendReq.ProposedMessage): ProposedEvent {
  const properties = message.getMetadataMap();
  return checkProposed({
    id: uuidText(message.getId()),
    type: properties.get('type') ?? '',
    contentType: properties.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  });
}

export function appendSuccess({ revision, position }: Written): AppendResp {
  const success = new AppendResp.Success().setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(new Empty());
  else {
    success.setPosition(
      new AppendResp.Position()
        .setCommitPosition(String(position))
        .setPreparePosition(String(position)),
    );
  }
  return new AppendResp().setSuccess(success);
}

/** On this call a wrong version is a normal response. */
export function appendWrongVersion(expected: ExpectedRevision, current: number): AppendResp {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(current));
  if (expected === 'any') wrong.setExpectedAny(new Empty());
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedRevision(BigInt(expected).toString());
  return new AppendResp().setWrongExpectedVersion(wrong);
}
