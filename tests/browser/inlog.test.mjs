// Logging in to a server with a password and the code of an app, as somebody does it for the first time; and a session that
// ends while somebody types. By hand; the pages have no script, only axe is one.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wacht } from 'node:timers/promises'
import { TELEFOON, UIT, axe, binair, browser, foto, past } from './demo.mjs'
import { verseOpslag } from './postgres.mjs'

const WACHTWOORD = 'een goede lange zin'
const gestart = []
let chromium

function beheer({ map, opslag }, woorden, invoer = '') {
  const uit = spawnSync(binair(), ['account', ...woorden, '--map', map, ...opslag.opties], { input: invoer, encoding: 'utf8' })
  assert.equal(uit.status, 0, uit.stderr)
}

/** A server of its own with one account. */
async function server(omgeving) {
  const map = mkdtempSync(join(tmpdir(), 'houvast-inlog-'))
  const opslag = await verseOpslag()
  beheer({ map, opslag }, ['maak', 'sanne', '--rol', 'consulent', '--gemeente', '0193', '--weergavenaam', 'Sanne Terpstra'], `${WACHTWOORD}\n`)
  const proces = spawn(binair(), ['server', '--poort', '0', '--map', map, ...opslag.opties], { env: { ...process.env, ...omgeving }, stdio: ['ignore', 'pipe', 'inherit'] })
  gestart.push({ map, opslag, proces })
  const adres = await new Promise((klaar, mis) => {
    let tekst = ''
    proces.stdout.on('data', (deel) => {
      tekst += deel
      const gevonden = tekst.match(/draait op (http:\S+)/)
      if (gevonden) klaar(gevonden[1])
    })
    proces.on('exit', (code) => mis(new Error(`het programma stopte met ${code}`)))
  })
  return { plek: { map, opslag }, adres }
}

/** What the app on a phone shows (RFC 6238). */
function app(geheim, stap = 0) {
  const bits = [...geheim.replaceAll(' ', '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const sleutel = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))
  const teller = Buffer.alloc(8)
  teller.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stap))
  const h = createHmac('sha1', sleutel).update(teller).digest()
  return String((h.readUInt32BE(h[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}

before(async () => {
  mkdirSync(UIT, { recursive: true })
  chromium = await browser()
}, { timeout: 60_000 })
after(async () => {
  await chromium?.close()
  for (const { map, opslag, proces } of gestart) {
    const weg = new Promise((klaar) => proces.on('exit', klaar))
    proces.kill('SIGTERM')
    await weg
    await opslag.weg()
    rmSync(map, { recursive: true, force: true })
  }
})

const nieuw = async (opties = {}) => {
  const omgeving = await chromium.newContext({ bypassCSP: true, locale: 'nl-NL', ...opties })
  const blad = await omgeving.newPage()
  blad.setDefaultTimeout(15_000)
  return blad
}
const eersteStap = async (blad, adres) => {
  await blad.goto(`${adres}/aanmelden`)
  await blad.fill('#gebruikersnaam', 'sanne')
  await blad.fill('#wachtwoord', WACHTWOORD)
  await blad.click('main button[type=submit]')
}
const geefCode = async (blad, code) => {
  await blad.fill('#code', code)
  await blad.click('main button[type=submit]')
}
/** What axe finds, what slides on a small screen, and a picture. */
const keur = async (blad, naam) => {
  await axe(blad, naam)
  await past(blad, naam)
  await foto(blad, naam)
}

test('de eerste keer stelt iemand een app in, en daarna komt zij alleen met een code binnen', { timeout: 120_000 }, async () => {
  const { plek, adres } = await server({})
  const blad = await nieuw({ viewport: TELEFOON })
  await eersteStap(blad, adres)
  await blad.waitForURL(`${adres}/aanmelden/instellen`)
  assert.equal(await blad.locator('h1').textContent(), 'Stel een app met codes in')
  assert.equal(await blad.getByRole('img', { name: 'QR-code voor uw app' }).count(), 1)
  await keur(blad, 'app-instellen')
  const geheim = await blad.locator('.hv-geheim').textContent()
  await geefCode(blad, '000000')
  assert.match(await blad.title(), /^Fout: /)
  assert.equal(await blad.locator('.hv-geheim').textContent(), geheim, 'na een fout hetzelfde geheim')
  await keur(blad, 'app-instellen-fout')
  await geefCode(blad, app(geheim))
  assert.equal(await blad.locator('h1').textContent(), 'Bewaar uw herstelcodes')
  const codes = await blad.locator('.hv-herstel li').allTextContents()
  assert.equal(new Set(codes).size, 10)
  await keur(blad, 'herstelcodes')
  await blad.getByRole('link', { name: 'Ik heb ze bewaard, verder' }).click()
  await blad.waitForURL(`${adres}/werkvoorraad`)
  await blad.goto(`${adres}/account`)
  assert.match(await blad.locator('main').textContent(), /met een wachtwoord en een code uit een app/)
  assert.equal(await blad.locator('.hv-verloopt').evaluate((d) => getComputedStyle(d).visibility), 'hidden')
  await keur(blad, 'account')

  const ander = await nieuw()
  await eersteStap(ander, adres)
  await ander.waitForURL(`${adres}/aanmelden/code`)
  await keur(ander, 'aanmelden-code')
  await ander.goto(`${adres}/werkvoorraad`)
  assert.equal(new URL(ander.url()).pathname, '/aanmelden', 'halverwege is nog niet binnen')
  await ander.goto(`${adres}/aanmelden/code`)
  await geefCode(ander, '12 34')
  assert.match(await ander.title(), /^Fout: /)
  await keur(ander, 'aanmelden-code-fout')
  // The step after the one that was used already: it counts from half a minute before.
  await geefCode(ander, app(geheim, 1))
  await ander.waitForURL(`${adres}/werkvoorraad`)

  const derde = await nieuw()
  await eersteStap(derde, adres)
  await geefCode(derde, codes[0])
  await derde.waitForURL(`${adres}/account?herstelcode=ja`)
  assert.match(await derde.locator('main').textContent(), /Nog 9 herstelcodes over/)
  assert.equal(await derde.locator('.hv-sessies li').count(), 3)
  await derde.getByRole('button', { name: 'Meld mij overal af' }).click()
  await blad.goto(`${adres}/werkvoorraad`)
  assert.equal(new URL(blad.url()).pathname, '/aanmelden')

  // The phone is gone and the codes too: the administrator helps.
  beheer(plek, ['tweede-stap-weg', 'sanne'])
  await eersteStap(derde, adres)
  await derde.waitForURL(`${adres}/aanmelden/instellen`)
  assert.notEqual(await derde.locator('.hv-geheim').textContent(), geheim)
})

test('een sessie waarschuwt voor haar einde, en wat te laat komt gaat niet verloren', { timeout: 150_000 }, async () => {
  const { adres } = await server({ HOUVAST_SESSIE_STIL: '1', HOUVAST_TWEEDE_STAP: 'niemand' })
  const blad = await nieuw()
  await eersteStap(blad, adres)
  await blad.waitForURL(`${adres}/werkvoorraad`)
  await blad.goto(`${adres}/dagmail`)
  await blad.waitForFunction(() => getComputedStyle(document.querySelector('.hv-verloopt')).visibility === 'visible')
  await keur(blad, 'sessie-einde')
  const erbij = blad.context().waitForEvent('page')
  await blad.getByRole('link', { name: 'Blijf aangemeld' }).click()
  const tabblad = await erbij
  assert.match(await tabblad.locator('main').textContent(), /blijft u hier aangemeld tot/)
  await tabblad.close()
  await blad.check('#aan')
  await blad.fill('#adres', 'sanne@voorbeeld.nl')
  await wacht(66_000)
  await blad.getByRole('button', { name: 'Bewaren' }).click()
  assert.match(await blad.locator('main').textContent(), /Wat u verstuurde is bewaard/)
  await keur(blad, 'aanmelden-verlopen')
  await blad.fill('#gebruikersnaam', 'sanne')
  await blad.fill('#wachtwoord', WACHTWOORD)
  await blad.click('main button[type=submit]')
  await blad.waitForURL(`${adres}/concept`)
  assert.match(await blad.locator('main').textContent(), /sanne@voorbeeld\.nl/)
  await keur(blad, 'concept')
  await blad.getByRole('button', { name: 'Alsnog versturen' }).click()
  await blad.waitForURL(/\/dagmail/)
  assert.match(await blad.locator('main').textContent(), /Bewaard\. U krijgt de dagmail/)
  assert.equal(await blad.inputValue('#adres'), 'sanne@voorbeeld.nl')
})
