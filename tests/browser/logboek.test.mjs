// The log: a consulent looks, a privacy officer sees who looked, and a parent gets it on paper. By hand, without script.
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { UIT, browser, meldAan, start } from './demo.mjs'

const TELEFOON = { width: 390, height: 844 }
const BUREAU = { width: 1280, height: 900 }
const REGELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
let demo, chromium
const wie = (gebruiker) => demo.accounts.find((a) => a.gebruiker === gebruiker)

before(async () => {
  mkdirSync(UIT, { recursive: true })
  demo = await start()
  chromium = await browser()
}, { timeout: 120_000 })
after(async () => {
  await chromium?.close()
  await demo?.stop()
})

const ingelogd = async (account, opties = {}) => {
  const omgeving = await chromium.newContext({ javaScriptEnabled: false, viewport: BUREAU, locale: 'nl-NL', ...opties })
  omgeving.setDefaultTimeout(10_000)
  const blad = await omgeving.newPage()
  await meldAan(blad, demo, account)
  return { omgeving, blad }
}

/** Photographs a page at both widths and on paper, and holds it to axe and to 320 px. axe is a script. */
async function keur(blad, naam) {
  await blad.setViewportSize(BUREAU)
  await blad.screenshot({ path: join(UIT, `${naam}-bureau.png`), fullPage: true })
  const { violations } = await new AxeBuilder({ page: blad }).withTags(REGELS).analyze()
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3)}`), [], naam)
  await blad.setViewportSize(TELEFOON)
  await blad.screenshot({ path: join(UIT, `${naam}-telefoon.png`), fullPage: true })
  await blad.setViewportSize({ width: 320, height: 640 })
  assert.ok(await blad.evaluate(() => document.documentElement.scrollWidth) <= 320, `${naam} schuift opzij op 320 px`)
  await blad.setViewportSize(BUREAU)
  await blad.emulateMedia({ media: 'print' })
  await blad.screenshot({ path: join(UIT, `${naam}-papier.png`), fullPage: true })
  const papier = await blad.evaluate(() => document.body.innerText)
  await blad.emulateMedia({ media: 'screen' })
  return papier
}

let kind

test('een consulent opent een dossier en toont het BSN', async () => {
  const { omgeving, blad } = await ingelogd(wie('consulent.zwolle'))
  await blad.goto(`${demo.adres}/jeugdigen`)
  await blad.fill('#tekst', 'de')
  await blad.locator('main form button[type=submit]').first().click()
  await blad.locator('tbody a').first().click()
  kind = { pad: new URL(blad.url()).pathname, naam: await blad.locator('h1').textContent() }
  await blad.locator('button', { hasText: 'Toon het hele BSN' }).click()
  kind.bsn = await blad.locator('dd').filter({ hasText: /^\d{9}$/ }).first().textContent()
  await omgeving.close()
})

test('de privacy officer ziet wie keek, zonder iets uit het dossier, en drukt het af voor een ouder', async () => {
  const { omgeving, blad } = await ingelogd(wie('privacy.zwolle'), { javaScriptEnabled: true, bypassCSP: true })
  assert.equal(await blad.locator('h1').textContent(), 'Logboek')
  await keur(blad, 'logboek')
  await blad.fill('#bsn', '12345')
  await blad.locator('main form button[type=submit]').first().click()
  assert.match(await blad.title(), /^Fout: /)
  assert.equal(await blad.inputValue('#bsn'), '12345')
  await blad.fill('#bsn', kind.bsn)
  await blad.locator('main form button[type=submit]').first().click()
  assert.match(blad.url(), /\/logboek\/[0-9a-f-]{36}$/)
  assert.equal(blad.url().split('/').pop(), kind.pad.split('/').pop())
  const tekst = await blad.locator('main').textContent()
  assert.match(tekst, /het hele burgerservicenummer \(BSN\) bekeken/)
  assert.match(tekst, /Sanne Terpstra/)
  assert.ok(!tekst.includes(kind.naam) && !tekst.includes(kind.bsn), 'niets uit het dossier')
  await keur(blad, 'logboek-kind')
  await blad.locator('a', { hasText: 'Overzicht voor ouders maken' }).click()
  const papier = await keur(blad, 'logboek-ouders')
  assert.match(papier, /Wie keek in het dossier van uw kind\?/)
  assert.match(papier, /Gemeente Zwolle/)
  assert.ok(!papier.includes('Terpstra'), 'geen naam van een medewerker')
  assert.ok(!/Afdrukken|Afmelden|Hoofdmenu/.test(papier), papier.slice(0, 300))
  assert.equal((await blad.goto(demo.adres + kind.pad)).status(), 404, 'het dossier zelf bestaat niet voor hem')
  await omgeving.close()
})

test('het logboek bestaat voor niemand anders', async () => {
  for (const gebruiker of ['consulent.zwolle', 'aanbieder.lindeboog', 'huisarts.zwolle', 'regio.ijsselland']) {
    const { omgeving, blad } = await ingelogd(wie(gebruiker))
    for (const pad of ['/logboek', kind.pad.replace('jeugdigen', 'logboek')]) {
      assert.equal((await blad.goto(demo.adres + pad)).status(), 404, `${gebruiker} op ${pad}`)
    }
    await omgeving.close()
  }
})
