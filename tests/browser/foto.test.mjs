// The picture of the README: the page of a request in the demo, taken here so that it cannot grow old unseen.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { UIT, browser, meldAan, start } from './demo.mjs'

const wortel = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const FOTO = 'docs/beeld/verzoek.png'
let demo, chromium

before(async () => {
  mkdirSync(UIT, { recursive: true })
  demo = await start()
  chromium = await browser()
}, { timeout: 120_000 })
after(async () => {
  await chromium?.close()
  await demo?.stop()
})

// HOUVAST_FOTO=1 takes the picture that is committed; without it the page only has to be there.
test('de foto in de README is de bladzijde van een verzoek met voorstel, gronden en knoppen', async () => {
  const omgeving = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 1120, height: 760 }, locale: 'nl-NL' })
  const blad = await omgeving.newPage()
  await meldAan(blad, demo, demo.accounts.find((a) => a.gebruiker.includes('kampen')))
  await blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  await blad.locator('tbody tr', { hasText: 'Voorstel toewijzen' }).first().locator('a').first().click()
  assert.equal(await blad.locator('.hv-voorstel').count(), 1)
  assert.ok(await blad.locator('.hv-grond').count() >= 3)
  assert.ok(await blad.locator('main button.nl-button--primary', { hasText: 'Toewijzen' }).first().isVisible())
  assert.match(await blad.locator('.hv-oefen').textContent(), /verzonnen/, 'op de foto staat dat iedereen verzonnen is')
  await blad.screenshot({ path: process.env.HOUVAST_FOTO ? join(wortel, FOTO) : join(UIT, 'verzoek-readme.png') })
  await omgeving.close()
  assert.ok(readFileSync(join(wortel, 'README.md'), 'utf8').includes(`](${FOTO})`))
  assert.ok(statSync(join(wortel, FOTO)).size < 200_000)
})
