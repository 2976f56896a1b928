// New roles: a blocked dossier, noodtoegang, the privacy officer afterwards, an expert, management. By hand, without script.
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { UIT, browser, meldAan, start } from './demo.mjs'

const TELEFOON = { width: 390, height: 844 }
const BUREAU = { width: 1280, height: 900 }
const REGELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const REDEN = 'Crisismelding vannacht, de vaste consulent is er niet.'
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

const ingelogd = async (gebruiker) => {
  const omgeving = await chromium.newContext({ bypassCSP: true, viewport: BUREAU, locale: 'nl-NL' })
  omgeving.setDefaultTimeout(10_000)
  const blad = await omgeving.newPage()
  await meldAan(blad, demo, wie(gebruiker))
  return { omgeving, blad }
}

/** Photographs a page at both widths, and holds it to axe and to 320 px. */
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
}

let kind

test('een consulent blokkeert een dossier en houdt het zelf', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle')
  await blad.goto(`${demo.adres}/jeugdigen`)
  await blad.fill('#tekst', 'de')
  await blad.locator('main form button[type=submit]').first().click()
  await blad.locator('tbody a').first().click()
  kind = { pad: new URL(blad.url()).pathname, over: await blad.locator('.hv-over').textContent() }
  await blad.locator('button', { hasText: 'Toon het hele BSN' }).click()
  kind.bsn = await blad.locator('dd').filter({ hasText: /^\d{9}$/ }).first().textContent()
  await blad.goto(demo.adres + kind.pad)
  await blad.locator('a', { hasText: 'Wie ziet dit dossier?' }).click()
  await keur(blad, 'bescherming')
  await blad.check('#geblokkeerd')
  await blad.locator('button', { hasText: 'Vastleggen' }).click()
  assert.match(await blad.title(), /^Fout: /)
  assert.ok(await blad.isChecked('#geblokkeerd'), 'wat getypt is, blijft')
  await keur(blad, 'bescherming-fout')
  await blad.fill('#reden-bescherm', REDEN)
  await blad.locator('button', { hasText: 'Vastleggen' }).click()
  assert.match(await blad.locator('.hv-over').textContent(), /is geblokkeerd/)
  await keur(blad, 'bescherming-geblokkeerd')
  await blad.goto(demo.adres + kind.pad)
  assert.match(await blad.locator('.hv-over').textContent(), /geblokkeerd/)
  await omgeving.close()
})

test('een gedragswetenschapper ziet het niet meer, tot zij noodtoegang neemt', async () => {
  const { omgeving, blad } = await ingelogd('gedragswetenschapper.zwolle')
  const weg = await blad.goto(demo.adres + kind.pad)
  assert.equal(weg.status(), 404)
  await blad.goto(`${demo.adres}/noodtoegang`)
  await keur(blad, 'noodtoegang')
  await blad.locator('button', { hasText: 'Open het dossier' }).click()
  assert.match(await blad.title(), /^Fout: /)
  await keur(blad, 'noodtoegang-fout')
  const [, dag, maand, jaar] = /geboren (\d+)-(\d+)-(\d+)/.exec(kind.over) ?? []
  assert.ok(jaar, `geen geboortedatum in: ${kind.over}`)
  await blad.fill('#bsn', kind.bsn)
  await blad.fill('#geboren', `${dag}-${maand}-${jaar}`)
  await blad.fill('#reden', REDEN)
  await blad.locator('button', { hasText: 'Open het dossier' }).click()
  assert.equal(new URL(blad.url()).pathname, kind.pad)
  assert.equal(await blad.locator('button', { hasText: 'Toon het hele BSN' }).count(), 0)
  assert.match(await blad.locator('main').textContent(), /niet zichtbaar voor uw rol/)
  await keur(blad, 'dossier-gedragswetenschapper')
  await omgeving.close()
})

test('de privacy officer gaat het na', async () => {
  const { omgeving, blad } = await ingelogd('privacy.zwolle')
  await blad.locator('.hv-menu a', { hasText: 'Noodtoegang' }).click()
  await keur(blad, 'noodtoegang-lijst')
  const open = await blad.locator('button', { hasText: 'Ik heb dit nagegaan' }).count()
  assert.ok((await blad.locator('main').textContent()).includes(REDEN))
  await blad.locator('button', { hasText: 'Ik heb dit nagegaan' }).first().click()
  assert.equal(await blad.locator('button', { hasText: 'Ik heb dit nagegaan' }).count(), open - 1)
  await omgeving.close()
})

test('een expert, de backoffice, de administratie en het beheer beginnen op een blad dat past', async () => {
  for (const [gebruiker, kop, niet] of [
    ['expert.ijsselland', 'Werkvoorraad', 'Jeugdigen'],
    ['backoffice.zwolle', 'Werkvoorraad', 'Hulpvragen'],
    ['administratie.lindeboog', 'Werkvoorraad', 'Verwijzingen'],
    ['beheer.ijsselland', 'Accounts', 'Werkvoorraad'],
  ]) {
    const { omgeving, blad } = await ingelogd(gebruiker)
    assert.equal(await blad.locator('h1').textContent(), kop, gebruiker)
    const menu = await blad.locator('.hv-menu').textContent()
    assert.ok(!menu.includes(niet), `${gebruiker}: ${menu}`)
    await keur(blad, `begin-${gebruiker.split('.')[0]}`)
    await omgeving.close()
  }
})
