import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected, type EventSpec } from '@accord/kernel';
import { endAgreement } from './end-agreement/end-agreement';
import { enrolPartner, type EnrolPartner } from './enrol-partner/enrol-partner';
import { changeDesignation } from './grant-designation/grant-designation';
import { partner, type Partner } from './partner';
import { partnerEvents, type PartnerEvent } from './partner.events';
import { foldPartner, type PartnerRow } from './partner-list/partner-row';
import { recordCredential } from './record-credential/record-credential';
import { setStanding } from './set-standing/set-standing';
import { setTrack } from './set-track/set-track';
import { signAgreement } from './sign-agreement/sign-agreement';
import { standingOn } from './standing';

const stored = (type: PartnerEvent['type'], version = 1): PartnerEvent =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v${version}.json`), 'utf8'));

const day = isoDate;
const given = (...events: PartnerEvent[]): Partner => fold(partner, events);
const nobody = given();
const enrolled = stored('PartnerEnrolled');
const life = [
  enrolled,
  stored('AgreementSigned'),
  stored('CredentialRecorded', 2),
  stored('DesignationGranted'),
  stored('TrackSet'),
  stored('DesignationRemoved'),
  stored('AgreementEnded'),
];

const track = (name: string, from: string): PartnerEvent => ({
  type: 'TrackSet',
  data: { track: name, effectiveFrom: day(from) },
});
const designation = (
  type: 'DesignationGranted' | 'DesignationRemoved',
  from: string,
): PartnerEvent => ({ type, data: { designation: 'PSP', effectiveFrom: day(from) } });
const credential = (personId: string, name: string, on: string, validTo = ''): PartnerEvent => ({
  type: 'CredentialRecorded',
  data: {
    personId,
    credential: name,
    completedOn: day(on),
    validTo: validTo === '' ? null : day(validTo),
  },
});

describe('The stored events of a partner', () => {
  it('add up to everything that was recorded', () => {
    expect(given(...life)).toEqual({
      status: 'enrolled',
      partnerId: 'fjord',
      programId: 'gitlab',
      country: 'NO',
      kind: 'services',
      agreements: [
        {
          agreementId: 'MPA-17',
          territories: ['EMEA', 'NA'],
          exhibits: ['resale', 'services'],
          signedOn: '2026-01-07',
          endedOn: '2026-05-31',
        },
      ],
      tracks: [
        { value: 'Open', from: '2026-01-05' },
        { value: 'Select', from: '2026-03-01' },
      ],
      designations: [
        { value: { name: 'PSP', held: true }, from: '2026-02-01' },
        { value: { name: 'PSP', held: false }, from: '2026-04-01' },
      ],
      credentials: [
        {
          personId: 'p-0001',
          credential: 'sales-accreditation',
          completedOn: '2026-01-12',
          validTo: '2028-01-12',
        },
      ],
    });
  });

  it('add up to its row in lists', () => {
    const row = life.reduce<PartnerRow | undefined>(
      (so, event) => foldPartner(so, event) ?? undefined,
      undefined,
    );
    expect(row).toEqual({
      partner_id: 'fjord',
      program_id: 'gitlab',
      name: 'Fjord Systems AS',
      kind: 'services',
      country: 'NO',
      track: 'Select',
      good_standing: true,
      designations: [],
      agreements: [],
      territories: [],
      exhibits: [],
    });
  });
});

describe('Standing', () => {
  it('is what held on the day that is asked about, not what holds now', () => {
    const fjord = given(...life);
    const on = (date: string) => {
      const standing = standingOn(fjord, day(date));
      if (!standing.enrolled) throw new Error('The partner is enrolled');
      const { track: name, designations, territories, credentials } = standing;
      return { track: name, designations, territories, trained: credentials.size };
    };
    const none = { track: 'Open', designations: [], territories: [], trained: 0 };
    const signed = { ...none, territories: ['EMEA', 'NA'] };
    expect(on('2026-01-06')).toEqual(none);
    expect(on('2026-01-07')).toEqual(signed);
    expect(on('2026-01-12')).toEqual({ ...signed, trained: 1 });
    expect(on('2026-02-01')).toEqual({ ...signed, trained: 1, designations: ['PSP'] });
    expect(on('2026-02-28')).toEqual(on('2026-02-01'));
    expect(on('2026-03-01')).toEqual({ ...on('2026-02-01'), track: 'Select' });
    expect(on('2026-03-31')).toEqual(on('2026-03-01'));
    expect(on('2026-04-01')).toEqual({ ...signed, trained: 1, track: 'Select' });
    expect(on('2026-05-31')).toEqual(on('2026-04-01'));
    expect(on('2026-06-01')).toEqual({ ...on('2026-04-01'), territories: [] });
  });

  it('follows the effective dates whatever the order of recording', () => {
    const fjord = given(enrolled, track('Select', '2026-06-01'), track('Elite', '2026-03-01'));
    expect(standingOn(fjord, day('2026-05-31'))).toMatchObject({ track: 'Elite' });
    expect(standingOn(fjord, day('2026-06-01'))).toMatchObject({ track: 'Select' });
  });

  it('is good until somebody says otherwise, from the day named to the day it is mended', () => {
    const mended: PartnerEvent = {
      type: 'StandingSet',
      data: { good: true, effectiveFrom: day('2028-03-01') },
    };
    const fall = { good: false, effectiveFrom: day('2026-03-10') };
    const lost: PartnerEvent = { type: 'StandingSet', data: fall };
    expect(lost).toEqual(stored('StandingSet'));
    const goodOn = (date: string, ...events: PartnerEvent[]): unknown => {
      const standing = standingOn(given(enrolled, ...events), day(date));
      return standing.enrolled && standing.inGoodStanding;
    };
    expect(goodOn('2026-03-09', lost)).toBe(true);
    expect(goodOn('2026-03-10', lost)).toBe(false);
    expect(goodOn('2026-03-11', lost)).toBe(false);
    // Over a leap day.
    expect(goodOn('2028-02-29', lost, mended)).toBe(false);
    expect(goodOn('2028-03-01', lost, mended)).toBe(true);
    expect(goodOn('2026-03-10')).toBe(true);
    expect(setStanding(given(enrolled), fall)).toEqual(accepted(lost));
    const row = [enrolled, lost].reduce<PartnerRow | undefined>(
      (so, event) => foldPartner(so, event) ?? undefined,
      undefined,
    );
    expect(row).toMatchObject({ good_standing: false });
  });

  it('takes the later word of two about the same day', () => {
    const fjord = given(
      enrolled,
      track('Select', '2026-03-01'),
      track('Elite', '2026-03-01'),
      designation('DesignationGranted', '2026-03-01'),
      designation('DesignationRemoved', '2026-03-01'),
    );
    expect(standingOn(fjord, day('2026-03-01'))).toMatchObject({
      track: 'Elite',
      designations: [],
    });
  });

  it('counts people, not certificates', () => {
    const fjord = given(
      enrolled,
      credential('p-1', 'pse', '2026-01-10'),
      credential('p-1', 'pse', '2026-01-08'),
      credential('p-2', 'pse', '2026-01-10'),
      credential('p-1', 'sales-accreditation', '2026-01-10'),
    );
    expect(standingOn(fjord, day('2026-01-10'))).toMatchObject({
      credentials: new Map([
        ['pse', 2],
        ['sales-accreditation', 1],
      ]),
    });
    expect(standingOn(fjord, day('2026-01-09'))).toMatchObject({
      credentials: new Map([['pse', 1]]),
    });
  });

  it('counts a certificate through its last day, by what was recorded of it last', () => {
    const [pse, renewed] = [
      credential('p-1', 'pse', '2026-01-10', '2026-03-31'),
      credential('p-1', 'pse', '2026-05-04', '2027-05-04'),
    ];
    const holders = (date: string, ...events: PartnerEvent[]): number | undefined => {
      const standing = standingOn(given(enrolled, ...events), day(date));
      return standing.enrolled ? standing.credentials.get('pse') : undefined;
    };
    expect(holders('2026-03-31', pse)).toBe(1);
    expect(holders('2026-04-01', pse)).toBeUndefined();
    expect(holders('2026-05-04', pse, renewed)).toBe(1);
    expect(holders('2026-03-31', pse, credential('p-1', 'pse', '2026-01-10', '2026-02-28'))).toBe(
      undefined,
    );
  });

  it('of a stranger is none', () => {
    expect(standingOn(nobody, day('2026-03-01'))).toEqual({ enrolled: false });
  });
});

describe('Enrolling', () => {
  const command: EnrolPartner = {
    partnerId: 'fjord',
    programId: 'gitlab',
    name: 'Fjord Systems AS',
    kind: 'services',
    country: 'NO',
    track: 'Open',
    on: day('2026-01-05'),
  };

  it('records the partner once', () => {
    expect(enrolPartner(nobody, command)).toEqual(accepted(enrolled));
    expect(enrolPartner(given(enrolled), { ...command, track: 'Select' })).toEqual(
      rejected('partner-exists', 'Partner "fjord" is enrolled already', 'partnerId'),
    );
  });
});

describe('Signing an agreement', () => {
  const agreement = {
    agreementId: 'MPA-17',
    territories: ['EMEA', 'NA'],
    exhibits: ['resale', 'services'],
    signedOn: day('2026-01-07'),
  };

  it('opens its territories and exhibits, each agreement once', () => {
    expect(signAgreement(given(enrolled), agreement)).toEqual(accepted(stored('AgreementSigned')));
    expect(signAgreement(given(...life), { ...agreement, territories: ['APAC'] })).toEqual(
      rejected('agreement-exists', 'Agreement "MPA-17" is recorded already', 'agreementId'),
    );
  });
});

describe('A designation', () => {
  const psp = (held: boolean, from: string) => ({
    designation: 'PSP',
    held,
    effectiveFrom: day(from),
  });

  it('is granted and removed from a date on', () => {
    expect(changeDesignation(given(enrolled), psp(true, '2026-02-01'))).toEqual(
      accepted(stored('DesignationGranted')),
    );
    expect(changeDesignation(given(...life.slice(0, 4)), psp(false, '2026-04-01'))).toEqual(
      accepted(stored('DesignationRemoved')),
    );
  });

  it('changes nothing where it already holds on that date, or does not', () => {
    const fjord = given(...life);
    expect(changeDesignation(fjord, psp(true, '2026-03-31'))).toEqual(accepted());
    expect(changeDesignation(fjord, psp(false, '2026-04-02'))).toEqual(accepted());
    expect(changeDesignation(fjord, psp(false, '2026-01-31'))).toEqual(accepted());
  });

  it('that is granted again from an earlier date stands in lists once', () => {
    const rows = [
      enrolled,
      designation('DesignationGranted', '2026-06-01'),
      designation('DesignationGranted', '2026-03-01'),
    ].reduce<PartnerRow | undefined>((so, event) => foldPartner(so, event) ?? undefined, undefined);
    expect(rows?.designations).toEqual(['PSP']);
  });
});

describe('A credential', () => {
  const training = {
    personId: 'p-0001',
    credential: 'sales-accreditation',
    completedOn: day('2026-01-12'),
    validTo: null,
  };
  const event = (data: typeof training): PartnerEvent => ({ type: 'CredentialRecorded', data });

  it('is recorded once for each person, and again only when it was earned earlier', () => {
    const fjord = given(enrolled, event(training));
    expect(recordCredential(given(enrolled), training)).toEqual(accepted(event(training)));
    expect(recordCredential(fjord, training)).toEqual(accepted());
    expect(recordCredential(fjord, { ...training, completedOn: day('2026-02-20') })).toEqual(
      accepted(),
    );
    const earlier = { ...training, completedOn: day('2026-01-08') };
    expect(recordCredential(fjord, earlier)).toEqual(
      accepted({ type: 'CredentialRecorded', data: earlier }),
    );
  });

  it('is recorded anew with another last day, which is not before its first', () => {
    const fjord = given(enrolled, event(training));
    const until = (date: string) => ({ ...training, validTo: day(date) });
    const ends = until('2026-01-12');
    expect(recordCredential(fjord, ends)).toMatchObject({ events: [{ data: ends }] });
    expect(
      recordCredential(
        given(enrolled, event(training), { type: 'CredentialRecorded', data: ends }),
        ends,
      ),
    ).toEqual(accepted());
    expect(recordCredential(fjord, until('2026-01-11'))).toEqual(
      rejected('dates-out-of-order', 'It cannot end before 2026-01-12', 'validTo'),
    );
  });

  it('of the first version has no last day', () => {
    const { upcasts }: EventSpec = partnerEvents.specs.CredentialRecorded;
    expect(upcasts?.[1]?.(stored('CredentialRecorded').data)).toEqual(training);
  });
});

describe('A partner that nobody enrolled', () => {
  const from = day('2026-02-01');
  it.each([
    [
      'signs nothing',
      signAgreement(nobody, { agreementId: 'A', territories: [], exhibits: [], signedOn: from }),
    ],
    ['is in no standing', setStanding(nobody, { good: true, effectiveFrom: from })],
    ['has no track', setTrack(nobody, { track: 'Select', effectiveFrom: from })],
    [
      'gets no designation',
      changeDesignation(nobody, { designation: 'PSP', held: true, effectiveFrom: from }),
    ],
    [
      'trains nobody',
      recordCredential(nobody, {
        personId: 'p',
        credential: 'c',
        completedOn: from,
        validTo: null,
      }),
    ],
  ])('%s', (_, decision) => {
    expect(decision).toEqual(rejected('partner-unknown', 'No such partner'));
  });
});

describe('An agreement', () => {
  const ended = { partnerId: 'fjord', agreementId: 'MPA-17', endedOn: day('2026-05-31') };
  const signed = given(enrolled, stored('AgreementSigned'));

  it('ends once, on a day from its first on', () => {
    expect(endAgreement(signed, ended)).toEqual(accepted(stored('AgreementEnded')));
    expect(endAgreement(given(...life), ended)).toMatchObject({
      rejections: [{ code: 'agreement-ended' }],
    });
    expect(endAgreement(signed, { ...ended, endedOn: day('2026-01-06') })).toMatchObject({
      rejections: [{ code: 'dates-reversed' }],
    });
    expect(endAgreement(signed, { ...ended, agreementId: 'other' })).toMatchObject({
      rejections: [{ code: 'agreement-unknown' }],
    });
    expect(endAgreement(nobody, ended)).toMatchObject({
      rejections: [{ code: 'partner-unknown' }],
    });
  });
});
