// Logging in through the organisation, against a provider of others (npm oidc-provider) that speaks OpenID Connect as the NL GOV
// profile asks: PKCE, private_key_jwt, acr. What it signs is changed on the way with its own key, so each thing that must
// be refused is refused for that reason alone.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Provider } from 'oidc-provider'
import { UIT, axe, binair, browser, foto, past, vrijePoort } from './demo.mjs'
import { verseOpslag } from './postgres.mjs'

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const eigen = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const uitgeverssleutel = rsa()
const vreemd = rsa()
const jwk = (sleutel, kid) => ({ ...sleutel.export({ format: 'jwk' }), kid, use: 'sig' })
const b64 = (waarde) => Buffer.from(typeof waarde === 'string' ? waarde : JSON.stringify(waarde)).toString('base64url')

/** Who logs in at the provider, and what happens to the ID token on the way. */
let mens, verander
const zetKlaar = (wie = {}, doe = null) => {
  mens = { sub: 'u-1', acr: 'loa3', claims: { name: 'Noor de Wit', roles: ['HV-Consulent', 'Printer'], gemeente: ['zwolle'] }, ...wie }
  verander = doe
}

let map, opslag, proces, adres, uitgever, dienst, chromium, log = ''

async function startUitgever() {
  dienst = createServer()
  await new Promise((klaar) => dienst.listen(0, '127.0.0.1', klaar))
  uitgever = `http://127.0.0.1:${dienst.address().port}`
  const provider = new Provider(uitgever, {
    clients: [{
      client_id: 'houvast', token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [jwk(eigen.publicKey, 'hv-1')] }, redirect_uris: [`${adres}/aanmelden/organisatie/terug`],
      post_logout_redirect_uris: [`${adres}/aanmelden`], backchannel_logout_uri: `${adres}/aanmelden/organisatie/uit`,
      backchannel_logout_session_required: true,
    }],
    jwks: { keys: [jwk(uitgeverssleutel.privateKey, 'u-1')] },
    acrValues: ['loa2', 'loa3'], scopes: ['openid', 'houvast'],
    claims: { acr: null, sid: null, openid: ['sub'], houvast: ['name', 'roles', 'gemeente', 'aanbieder'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...mens.claims }) }),
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, i) => `/inloggen/${i.uid}` },
    cookies: { keys: ['een geheim van de test'] },
    pkce: { required: () => true },
    // Its own way to us refuses loopback.
    fetch: (url, { dispatcher, ...opties }) => fetch(url, opties),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid houvast')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, verder) => {
    await verder()
    if (ctx.path !== '/token' || !verander || !ctx.body?.id_token) return
    const [kop, inhoud] = ctx.body.id_token.split('.').slice(0, 2).map((d) => JSON.parse(Buffer.from(d, 'base64url')))
    ctx.body.id_token = verander(kop, inhoud) ?? teken(kop, inhoud)
  })
  const antwoord = provider.callback()
  dienst.on('request', async (req, res) => {
    if (!req.url.startsWith('/inloggen/')) return antwoord(req, res)
    await provider.interactionFinished(req, res, { login: { accountId: mens.sub, acr: mens.acr, remember: false } }, { mergeWithLastSubmission: false })
  })
}

function teken(kop, inhoud, sleutel = uitgeverssleutel.privateKey) {
  const tekst = `${b64(kop)}.${b64(inhoud)}`
  return `${tekst}.${sign('RSA-SHA256', Buffer.from(tekst), sleutel).toString('base64url')}`
}

before(async () => {
  mkdirSync(UIT, { recursive: true })
  const poort = await vrijePoort()
  adres = `http://127.0.0.1:${poort}`
  await startUitgever()
  map = mkdtempSync(join(tmpdir(), 'houvast-oidc-'))
  writeFileSync(join(map, 'sleutel.pem'), eigen.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(map, 'oidc.toml'), `uitgever = "${uitgever}"
client = "houvast"
sleutelbestand = "${join(map, 'sleutel.pem')}"
sleutelnaam = "hv-1"
acr = ["loa3", "loa4"]
knop = "Aanmelden via de gemeente"
scopes = ["houvast"]
[rollen]
"HV-Consulent" = "consulent"
"HV-Regio" = "regio"
"HV-Zorg" = "aanbieder"
[gemeenten]
"zwolle" = "0193"
[aanbieders]
"vaart" = "73990101"
`)
  opslag = await verseOpslag()
  proces = spawn(binair(), ['server', '--poort', String(poort), '--map', join(map, 'data'), ...opslag.opties], {
    env: { ...process.env, RUST_LOG: 'info', HOUVAST_WEBADRES: adres, HOUVAST_OIDC: join(map, 'oidc.toml') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  proces.stderr.on('data', (deel) => { log += deel })
  await new Promise((klaar, mis) => {
    proces.stdout.on('data', (deel) => { if (String(deel).includes('Houvast draait op')) klaar() })
    proces.on('exit', (code) => mis(new Error(`het programma stopte met ${code}\n${log}`)))
  })
  chromium = await browser()
}, { timeout: 60_000 })

after(async () => {
  await chromium?.close()
  dienst?.close()
  dienst?.closeAllConnections()
  if (proces) {
    const weg = new Promise((klaar) => proces.on('exit', klaar))
    proces.kill('SIGTERM')
    await weg
  }
  await opslag?.weg()
  if (map) rmSync(map, { recursive: true, force: true })
})

/** A browser of a few lines: keeps cookies and follows nothing by itself. */
function pot() {
  const koekjes = new Map()
  return {
    koekjes,
    haal: async (url, opties = {}) => {
      const antwoord = await fetch(url, {
        redirect: 'manual', ...opties,
        headers: { cookie: [...koekjes].map(([n, w]) => `${n}=${w}`).join('; '), ...opties.headers },
      })
      for (const koek of antwoord.headers.getSetCookie()) {
        const [, naam, waarde] = koek.match(/^([^=]+)=([^;]*)/)
        if (/max-age=0|1970/i.test(koek) || !waarde) koekjes.delete(naam)
        else koekjes.set(naam, waarde)
      }
      return antwoord
    },
  }
}

/** To the provider and back, until the answer that Houvast must judge. */
async function totTerug(kruik) {
  let url = `${adres}/aanmelden/organisatie`
  for (let stap = 0; stap < 10; stap += 1) {
    const antwoord = await kruik.haal(url)
    assert.ok(antwoord.headers.has('location'), `${antwoord.status} op ${url}: ${await antwoord.text()}`)
    url = new URL(antwoord.headers.get('location'), url).href
    if (url.startsWith(`${adres}/aanmelden/organisatie/terug`)) return url
  }
  throw new Error('komt niet terug')
}

async function aanmelden(kruik = pot()) {
  const antwoord = await kruik.haal(await totTerug(kruik))
  // Seen once, cause unknown: the attempt itself was gone, so the token was never judged. That is no answer to our question.
  return antwoord.status === 400 ? kruik.haal(await totTerug(kruik)) : antwoord
}

async function geweigerd(antwoord, status, tekst) {
  assert.equal(antwoord.status, status, log)
  const blad = await antwoord.text()
  assert.match(blad, tekst)
  assert.ok(!antwoord.headers.getSetCookie().some((k) => /^(__Host-)?houvast=/.test(k)), 'geen sessie')
}

test('iemand meldt zich aan via de organisatie, ziet zijn account en meldt zich weer af', async () => {
  zetKlaar()
  const omgeving = await chromium.newContext({ bypassCSP: true, locale: 'nl-NL' })
  const blad = await omgeving.newPage()
  await blad.goto(`${adres}/aanmelden`)
  await foto(blad, 'aanmelden-organisatie')
  await axe(blad, 'aanmelden met organisatie')
  await past(blad, 'aanmelden met organisatie')
  await blad.getByRole('link', { name: 'Aanmelden via de gemeente' }).click()
  await blad.waitForURL(`${adres}/werkvoorraad`)
  assert.match(await blad.locator('header').textContent(), /Noor de Wit.*Gemeente Zwolle/s)
  await blad.goto(`${adres}/account`)
  assert.match(await blad.locator('main').textContent(), /via uw organisatie/)
  assert.equal(await blad.locator('a[href="/account/wachtwoord"]').count(), 0)
  await axe(blad, 'account van de organisatie')
  await blad.getByRole('button', { name: 'Afmelden' }).first().click()
  assert.equal(await blad.locator('h1').textContent(), 'U bent afgemeld bij Houvast')
  await axe(blad, 'afgemeld')
  await foto(blad, 'afgemeld')
  const verder = await blad.getByRole('link', { name: 'Ook bij mijn organisatie afmelden' }).getAttribute('href')
  assert.ok(verder.startsWith(`${uitgever}/`) && !verder.includes('id_token') && !verder.includes('u-1'), verder)
  await omgeving.close()
})

test('een vraag aan de uitgever heeft alles van het profiel', async () => {
  zetKlaar()
  const antwoord = await fetch(`${adres}/aanmelden/organisatie`, { redirect: 'manual' })
  const vraag = new URL(antwoord.headers.get('location')).searchParams
  assert.equal(vraag.get('response_type'), 'code')
  assert.equal(vraag.get('code_challenge_method'), 'S256')
  assert.equal(vraag.get('code_challenge').length, 43)
  assert.equal(vraag.get('acr_values'), 'loa3 loa4')
  assert.equal(vraag.get('scope'), 'openid houvast')
  for (const naam of ['state', 'nonce']) assert.match(vraag.get(naam), /^[0-9a-f]{64}$/)
  assert.match(antwoord.headers.get('set-cookie'), /HttpOnly; SameSite=Lax; Max-Age=900/)
})

test('een lager zekerheidsniveau, een onbekende rol en een onbekende gemeente komen er niet in, met uitleg', async () => {
  const rollen = (roles, meer = {}) => ({ claims: { name: 'N', roles, gemeente: ['zwolle'], ...meer } })
  for (const [wie, tekst] of [
    [{ acr: 'loa2' }, /U moet zich sterker aanmelden/],
    [{ acr: undefined }, /U moet zich sterker aanmelden/],
    [rollen(['Printer']), /geen rol mee die Houvast kent/],
    [rollen([]), /geen rol mee die Houvast kent/],
    [rollen('systeem'), /geen rol mee die Houvast kent/],
    [rollen(['HV-Consulent', 'HV-Regio']), /meer dan één/],
    [rollen(['HV-Consulent'], { gemeente: [] }), /voor welke gemeente of aanbieder/],
    [rollen(['HV-Consulent'], { gemeente: ['zwolle', 'elders'] }), /voor welke gemeente of aanbieder/],
    [rollen(['HV-Zorg']), /voor welke gemeente of aanbieder/],
    [rollen(['HV-Zorg'], { aanbieder: 'elders' }), /voor welke gemeente of aanbieder/],
  ]) {
    zetKlaar({ sub: `u-${Math.random()}`, ...wie })
    await geweigerd(await aanmelden(), 403, tekst)
  }
  zetKlaar({ sub: 'u-zorg', ...rollen(['HV-Zorg'], { aanbieder: 'vaart' }) })
  const goed = await aanmelden()
  assert.equal(goed.headers.get('location'), '/werkvoorraad', log)
})

test('elk gebrek aan het ID-token wordt geweigerd', async () => {
  const nu = () => Math.floor(Date.now() / 1000)
  const pem = uitgeverssleutel.publicKey.export({ type: 'spki', format: 'pem' })
  zetKlaar({ sub: 'u-token' }, (kop, inhoud) => teken(kop, inhoud))
  assert.equal((await aanmelden()).headers.get('location'), '/werkvoorraad', 'opnieuw getekend zonder gebrek')
  const claim = (anders) => (kop, inhoud) => teken(kop, { ...inhoud, ...anders(inhoud) })
  for (const [naam, doe] of [
    ['andere nonce', claim(() => ({ nonce: 'f'.repeat(64) }))],
    ['geen nonce', claim(() => ({ nonce: undefined }))],
    ['andere ontvanger', claim(() => ({ aud: 'iemand-anders' }))],
    ['meer ontvangers zonder azp', claim(() => ({ aud: ['houvast', 'iemand-anders'], azp: undefined }))],
    ['azp van een ander', claim(() => ({ azp: 'iemand-anders' }))],
    ['verlopen', claim(() => ({ exp: nu() - 31 }))],
    ['zonder einde', claim(() => ({ exp: undefined }))],
    ['oud', claim(() => ({ iat: nu() - 331 }))],
    ['uit de toekomst', claim(() => ({ iat: nu() + 60 }))],
    ['nog niet begonnen', claim(() => ({ nbf: nu() + 60 }))],
    ['andere uitgever', claim(() => ({ iss: 'https://elders.test' }))],
    ['zonder persoon', claim(() => ({ sub: '' }))],
    ['vreemde sleutel', (kop, inhoud) => teken(kop, inhoud, vreemd.privateKey)],
    ['onbekende sleutel', (kop, inhoud) => teken({ ...kop, kid: 'u-2' }, inhoud, vreemd.privateKey)],
    ['alg none', (kop, inhoud) => `${b64({ ...kop, alg: 'none' })}.${b64(inhoud)}.`],
    ['HMAC met de open sleutel', (kop, inhoud) => {
      const tekst = `${b64({ ...kop, alg: 'HS256' })}.${b64(inhoud)}`
      return `${tekst}.${createHmac('sha256', pem).update(tekst).digest('base64url')}`
    }],
    ['crit', (kop, inhoud) => teken({ ...kop, crit: ['b64'], b64: true }, inhoud)],
    ['inhoud veranderd na het tekenen', (kop, inhoud) => {
      const [k, , h] = teken(kop, inhoud).split('.')
      return `${k}.${b64({ ...inhoud, sub: 'u-2' })}.${h}`
    }],
    ['geen token', () => 'x'],
  ]) {
    zetKlaar({ sub: 'u-token' }, doe)
    const antwoord = await aanmelden()
    assert.equal(antwoord.status, 403, naam)
    assert.match(await antwoord.text(), /U bent niet aangemeld/, naam)
  }
  // What stands within the margin is fine.
  zetKlaar({ sub: 'u-token' }, claim(() => ({ exp: nu() - 20, iat: nu() + 20 })))
  assert.equal((await aanmelden()).headers.get('location'), '/werkvoorraad', 'klokken mogen iets verschillen')
})

test('een antwoord telt een keer, in dezelfde browser, en van de uitgever die er staat', async () => {
  zetKlaar({ sub: 'u-keer' })
  const kruik = pot()
  const url = await totTerug(kruik)
  const koekjes = new Map(kruik.koekjes)
  assert.equal((await kruik.haal(url)).headers.get('location'), '/werkvoorraad')
  const weer = pot()
  koekjes.forEach((w, n) => weer.koekjes.set(n, w))
  await geweigerd(await weer.haal(url), 400, /Begin opnieuw met aanmelden/)
  await geweigerd(await pot().haal(await totTerug(pot())), 400, /Begin opnieuw met aanmelden/)
  const anders = async (verander_) => {
    const k = pot()
    const u = new URL(await totTerug(k))
    verander_(u.searchParams)
    return k.haal(u)
  }
  await geweigerd(await anders((p) => p.set('state', '0'.repeat(64))), 400, /Begin opnieuw/)
  await geweigerd(await anders((p) => p.delete('state')), 400, /Begin opnieuw/)
  await geweigerd(await anders((p) => p.set('iss', 'https://elders.test')), 403, /klopt niet/)
  await geweigerd(await anders((p) => p.delete('iss')), 403, /klopt niet/)
  await geweigerd(await anders((p) => { p.delete('code'); p.set('error', 'access_denied') }), 403, /gestopt of niet gelukt/)
  await geweigerd(await anders((p) => p.set('code', 'verzonnen')), 502, /geeft geen antwoord/)
})

test('andere rechten bij de organisatie zijn meteen andere rechten hier, en afmelden daar is afmelden hier', async () => {
  zetKlaar({ sub: 'u-wissel' })
  const kruik = pot()
  await aanmelden(kruik)
  const kop = async () => (await (await kruik.haal(`${adres}/account`)).text()).match(/<header[\s\S]*<\/header>/)?.[0] ?? ''
  assert.match(await kop(), /Gemeente Zwolle/)
  zetKlaar({ sub: 'u-wissel', claims: { name: 'Noor de Wit', roles: ['HV-Regio'] } })
  await aanmelden(kruik)
  assert.match(await kop(), /Regio /)
  // Logging out at the provider, by hand: it asks, and then tells us from machine to machine.
  const { end_session_endpoint: einde } = await (await fetch(`${uitgever}/.well-known/openid-configuration`)).json()
  const vraag = await (await kruik.haal(`${einde}?client_id=houvast`)).text()
  const xsrf = vraag.match(/name="xsrf" value="([^"]+)"/)[1]
  const weg = await kruik.haal(`${uitgever}/session/end/confirm`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `xsrf=${xsrf}&logout=yes`,
  })
  assert.ok([302, 303].includes(weg.status), String(weg.status))
  assert.equal((await kruik.haal(`${adres}/account`)).headers.get('location'), '/aanmelden')
})

test('een afmelding die niet van de uitgever is, beeindigt niets', async () => {
  zetKlaar({ sub: 'u-blijft' })
  const kruik = pot()
  await aanmelden(kruik)
  const nu = Math.floor(Date.now() / 1000)
  const goed = { iss: uitgever, aud: 'houvast', iat: nu, jti: 'x', sub: 'u-blijft', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }
  const stuur = async (token) => (await fetch(`${adres}/aanmelden/organisatie/uit`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `logout_token=${token}`,
  })).status
  const kop = { alg: 'RS256', kid: 'u-1' }
  for (const token of [
    teken(kop, goed, vreemd.privateKey), teken(kop, { ...goed, nonce: 'x' }), teken(kop, { ...goed, events: {} }),
    teken(kop, { ...goed, aud: 'ander' }), teken(kop, { ...goed, iat: nu - 400 }), teken(kop, { ...goed, sub: undefined }), '',
  ]) assert.equal(await stuur(token), 400)
  assert.equal((await kruik.haal(`${adres}/account`)).status, 200)
  assert.equal(await stuur(teken(kop, goed)), 200)
  assert.equal((await kruik.haal(`${adres}/account`)).headers.get('location'), '/aanmelden')
  assert.equal(await stuur(teken(kop, goed)), 200, 'nog eens verandert niets')
})

test('in het verslag van het programma staat niets van wie zich aanmeldde', () => {
  for (const geheim of ['Noor', 'u-1', 'u-wissel', 'HV-Consulent']) assert.ok(!log.includes(geheim), geheim)
  assert.match(log.replace(/\x1b\[\d+m/g, ''), /reden="?acr/)
})
