import { binaryEvent, NO_STREAM, START } from '@eventstore/db-client';
import { eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  const link = (data: string) => binaryEvent({ type: '$>', data: Buffer.from(data) });

  /** A stream of a, b and c, and another whose events link to it. */
  async function givenLinks(...targets: readonly number[]) {
    const stream = store.newStream();
    const links = store.newStream();
    await store.append(stream, 'a', 'b', 'c');
    await store.client.appendToStream(
      links,
      targets.map((revision) => link(`${revision}@${stream}`)),
      { expectedRevision: NO_STREAM },
    );
    return { stream, links };
  }

  /** What each link leads to, and whether the link itself came along. */
  async function resolved(links: string) {
    const read = store.client.readStream(links, { resolveLinkTos: true });
    return (await read.toArray()).map(({ event, link: own }) => ({
      event: event?.type,
      link: own?.type,
    }));
  }

  describe('links', () => {
    it('are events of their own as long as nobody asks to resolve them', async () => {
      const { links } = await givenLinks(1);
      expect(await store.types(links)).toEqual(['$>']);
    });

    it('lead to their targets, in the order of the links', async () => {
      const { stream, links } = await givenLinks(2, 0);

      expect(await resolved(links)).toEqual([
        { event: 'c', link: '$>' },
        { event: 'a', link: '$>' },
      ]);
      const [first] = await store.client.readStream(links, { resolveLinkTos: true }).toArray();
      expect(first?.event).toMatchObject({ streamId: stream, revision: 2n });
      expect(first?.link).toMatchObject({ streamId: links, revision: 0n });
    });

    it('come with their targets to a subscriber', async () => {
      const { links } = await givenLinks(1, 0);
      const seen: string[] = [];

      for await (const { event } of store.client.subscribeToStream(links, {
        fromRevision: START,
        resolveLinkTos: true,
      })) {
        if (seen.push(event?.type ?? '') === 2) break;
      }
      expect(seen).toEqual(['b', 'a']);
    });

    it('are followed in the whole log, under their own positions', async () => {
      const { links } = await givenLinks(1);
      const [own] = await store.client.readStream(links).toArray();
      const position = own?.event?.position;
      if (!position) throw new Error('no position');

      const [read] = await store.client
        .readAll({ fromPosition: position, resolveLinkTos: true, maxCount: 1 })
        .toArray();

      expect(read).toMatchObject({
        event: { type: 'b' },
        link: { streamId: links, position },
        commitPosition: position.commit,
      });
    });

    it.each<[string, (stream: string) => Promise<unknown>]>([
      ['truncated', (stream) => store.client.setStreamMetadata(stream, { truncateBefore: 2 })],
      ['deleted', (stream) => store.client.deleteStream(stream)],
      ['tombstoned', (stream) => store.client.tombstoneStream(stream)],
    ])('stand alone where their target is %s', async (_name, hide) => {
      const { stream, links } = await givenLinks(1);

      await hide(stream);

      expect(await resolved(links)).toEqual([{ event: undefined, link: '$>' }]);
    });

    it('stand alone where their target never was', async () => {
      const { links } = await givenLinks(7);
      const nowhere = store.newStream();
      await store.client.appendToStream(nowhere, link(`0@${store.newStream()}`));

      expect(await resolved(links)).toEqual([{ event: undefined, link: '$>' }]);
      expect(await resolved(nowhere)).toEqual([{ event: undefined, link: '$>' }]);
    });

    it('that cannot be parsed are plain events', async () => {
      const links = store.newStream();
      await store.client.appendToStream(links, link('gibberish'));

      expect(await resolved(links)).toEqual([{ event: '$>', link: undefined }]);
    });

    it('lead to streams whose names contain an @', async () => {
      const stream = `${store.newStream()}@home`;
      const links = store.newStream();
      await store.client.appendToStream(stream, eventsOf('a'));
      await store.client.appendToStream(links, link(`0@${stream}`));

      expect(await resolved(links)).toEqual([{ event: 'a', link: '$>' }]);
    });
  });
});
