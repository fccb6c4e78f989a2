import type { sendUnaryData } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import {
  SupportedMethod,
  SupportedMethods,
} from '@eventstore/db-client/generated/serverfeatures_pb';

/** The version of EventStoreDB whose behaviour is followed. */
const VERSION = '23.10.8';
const { LEADER, DISCOVERLEADER } = MemberInfo.VNodeState;
const STREAMS = 'event_store.client.streams.streams';
const METHODS = ['read', 'append', 'batchappend', 'delete', 'tombstone'];

/** ServerFeatures/GetSupportedMethods: only what is served, so that clients say the rest is not. */
export const supportedMethodsCall = (_call: unknown, answer: sendUnaryData<SupportedMethods>) => {
  const streams = METHODS.map((name) =>
    new SupportedMethod().setServiceName(STREAMS).setMethodName(name),
  );
  const gossip = new SupportedMethod()
    .setServiceName('event_store.client.gossip.gossip')
    .setMethodName('read');
  answer(
    null,
    new SupportedMethods().setEventStoreServerVersion(VERSION).setMethodsList([...streams, gossip]),
  );
};

/** Gossip/Read: a cluster of this one leader, or of a node that looks for one. */
export const gossipCall =
  (
    instanceId: string,
    endpoint: () => { host: string; port: number },
    isLeader: () => boolean = () => true,
  ) =>
  (_call: unknown, answer: sendUnaryData<ClusterInfo>): void => {
    const { host, port } = endpoint();
    const member = new MemberInfo()
      .setInstanceId(new UUID().setString(instanceId))
      .setTimeStamp(`${Date.now()}0000`)
      .setState(isLeader() ? LEADER : DISCOVERLEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
    answer(null, new ClusterInfo().setMembersList([member]));
  };
