import { LEGAL_FORMS } from './legal-forms';
import { cleanedNames } from './company-name';

const FORMS = Object.values(LEGAL_FORMS).flatMap((kinds) =>
  Object.values(kinds).flatMap((forms) => forms.split('|')),
);

describe('A cleaned name', () => {
  it.each([
    ['Nordwind Energie GmbH & Co. KG', ['nordwind energie']],
    ['  NORDWIND   energie, Gesellschaft mit beschränkter Haftung', ['nordwind energie']],
    ['Acme Pty. Ltd.', ['acme']],
    ['Toyo Boeki Co., Ltd.', ['toyo boeki']],
    ['Pirelli & C. S.p.A.', ['pirelli c']],
    ['PKN Orlen Sp. z o.o.', ['pkn orlen']],
    ['Maersk A/S', ['maersk']],
    ['The Boeing Company', ['boeing']],
    ['Acme Trading Company Limited', ['acme trading']],
    ["L'Oréal S.A.", ['loreal']],
    ['L’Oréal', ['loreal']],
    ['I.B.M. Corporation', ['ibm']],
    ['Ernst & Young LLP', ['ernst young']],
    ['Ernst and Young', ['ernst young']],
    ['Müller AG', ['muller', 'mueller']],
    ['Mueller AG', ['mueller']],
    ['Straße', ['strasse']],
    ['Ørsted A/S', ['orsted', 'oersted']],
    ['Łódź Power Sp. z o.o.', ['lodz power']],
    ['Işık Enerji Anonim Şirketi', ['isik enerji']],
    ['ＡＣＭＥ　Ｉｎｃ．', ['acme']],
    ['東京電力', ['dongjingdianli']],
    ['東京電力株式会社', ['dongjingdianli']],
    ['삼성전자 주식회사', ['samseongjeonja']],
    ['ОАО «Газпром»', ['gazprom']],
    ['Общество с ограниченной ответственностью "Бай"', ['bay']],
    ['Ελληνικά Πετρέλαια Α.Ε.', ['ellinika petrelaia']],
    ['AT&T Inc.', ['att']],
    ['Ferrari S. p. A.', ['ferrari']],
    ['Philips N V', ['philips']],
    ['SiemensAG', ['siemens']],
    ['Robert BoschGmbH', ['robert bosch']],
    ['ING BankN.V.', ['ing bank']],
    ['Acme Gmbj', ['acme']],
    ['Acme Corproation', ['acme']],
    ['Siemens Aktiengeselschaft', ['siemens']],
    ['Acme Public Limted Company', ['acme']],
    ['Siemens GmbH Österreich', ['siemens osterreich', 'siemens oesterreich']],
    ['W. R. Grace & Co.', ['wr grace']],
    ['PT Bank Mandiri (Persero) Tbk', ['bank mandiri']],
    ['UAB "Baltic Amadeus"', ['baltic amadeus']],
    ['Nordwind Fund II Ltd', ['nordwind fund 2']],
    ['Brigade Forty-Four', ['brigade 44']],
    ['First Data', ['1 data']],
    ['SociÃ©tÃ© GÃ©nÃ©rale', ['societe generale']],
    ['Shen Zhen Acme Ltd', ['shenzhen acme']],
  ])('of "%s" is %j', (name, cleaned) => {
    expect(cleanedNames(name)).toEqual(cleaned);
  });

  it.each([
    ['AG', ['ag']],
    ['The AG', ['ag']],
    ['X Ltd', ['x ltd']],
    ['SE', ['se']],
    ['und', ['und']],
  ])('is never cleaned away: "%s" leaves %j', (name, cleaned) => {
    expect(cleanedNames(name)).toEqual(cleaned);
  });

  it('keeps apart what differs in more than form', () => {
    const names = ['Telecom 1 AG', 'Telecom 2 AG', 'Telecom', 'Telecom Süd', 'Tele Communications'];
    expect(new Set(names.flatMap(cleanedNames)).size).toBe(6);
  });

  it('is the same with any legal form behind it, in capitals and with dots', () => {
    for (const name of ['Nordwind Energie', 'Acme', 'Granite Peak 42', 'Zürich Werke']) {
      const cleaned = cleanedNames(name);
      for (const form of FORMS) {
        expect([form, cleanedNames(`${name} ${form}`)]).toEqual([form, cleaned]);
        const inCapitals = cleanedNames(`${name}, ${form.toUpperCase()}.`);
        expect([form, inCapitals]).toEqual([form, cleaned]);
      }
    }
  });
});
