// Signals ahead of time, the daily mail and the pages of the region: by hand, without script, on a phone and on a desk.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { UIT, axe, browser, foto, ingelogd as meldIn, past, start } from './demo.mjs'

let demo, chromium
const wie = (gebruiker) => demo.accounts.find((a) => a.gebruiker === gebruiker)
const zwolle = () => wie('consulent.zwolle')
const regio = () => demo.accounts.find((a) => a.rol === 'regio')

before(async () => {
  mkdirSync(UIT, { recursive: true })
  demo = await start()
  chromium = await browser()
}, { timeout: 120_000 })
after(async () => {
  await chromium?.close()
  await demo?.stop()
})

const ingelogd = (account, opties) => meldIn(chromium, demo, account, opties)

/** Photographs what stands on the page, and holds it to axe and to 320 px. */
async function keur(blad, naam) {
  await foto(blad, naam)
  await axe(blad, naam)
  await past(blad, naam)
}
// axe is a script: our own policy would rightly refuse it, so these contexts look past the policy.
const MET_AXE = { javaScriptEnabled: true, bypassCSP: true }

/** A signal ahead of time of this kind, opened; the program works them out in its first seconds. */
async function open(blad, wat) {
  for (let keer = 0; keer < 60; keer++) {
    await blad.goto(`${demo.adres}/werkvoorraad?filter=signalen`)
    const rij = blad.locator('tbody tr', { hasText: wat }).first()
    if (await rij.count() > 0) {
      await rij.locator('a').first().click()
      return true
    }
    await new Promise((klaar) => setTimeout(klaar, 300))
  }
  return false
}

test('een consulent ziet waarom een signaal er staat en doet het af met wat er is afgesproken', async () => {
  const { omgeving, blad } = await ingelogd(zwolle())
  assert.ok(await open(blad, 'De toewijzing loopt af'), 'de demo heeft een toewijzing die afloopt')
  assert.match(await blad.title(), /^De toewijzing loopt af: .+ – Houvast$/)
  const pad = new URL(blad.url()).pathname
  await blad.locator('summary', { hasText: 'Feiten en som' }).click()
  assert.match(await blad.locator('.hv-som').textContent(), /min 8 weken/i)
  assert.match(await blad.locator('.hv-artikel').first().textContent(), /\S/)
  await blad.fill('#reden', '   ')
  await blad.locator('button', { hasText: 'Signaal afdoen' }).click()
  assert.match(await blad.title(), /^Fout: /)
  assert.match(await blad.locator('#fouten').textContent(), /Schrijf op wat er is afgesproken/)
  await blad.fill('#reden', 'De hulp stopt, ouders weten het')
  await blad.locator('button', { hasText: 'Signaal afdoen' }).click()
  assert.match(await blad.locator('[role=status]').textContent(), /Vastgelegd/)
  assert.match(await blad.locator('main').textContent(), /De hulp stopt, ouders weten het/)
  assert.equal(await blad.locator('#reden').count(), 0, 'afgedaan is afgedaan')
  await blad.locator('a', { hasText: 'Open het dossier' }).click()
  assert.match(await blad.locator('.hv-lijn').textContent(), /Signaal afgedaan/)
  await blad.goto(`${demo.adres}/werkvoorraad?filter=signalen`)
  assert.equal(await blad.locator(`a[href="${pad}"]`).count(), 0, 'het staat niet meer in de lijst')
  await omgeving.close()
  const { omgeving: ander, blad: elders } = await ingelogd(wie('consulent.kampen'))
  assert.equal((await elders.goto(demo.adres + pad)).status(), 404, 'een andere gemeente')
  await ander.close()
})

test('een signaal is in orde op telefoon, bureau en voor een schermlezer', async () => {
  const { omgeving, blad } = await ingelogd(zwolle(), MET_AXE)
  assert.ok(await open(blad, 'De toewijzing loopt af'))
  await keur(blad, 'signaal')
  await blad.goto(`${demo.adres}/werkvoorraad`)
  await keur(blad, 'werkvoorraad-signalen')
  await omgeving.close()
})

test('de dagmail aanzetten: een fout adres blijft staan, een goed adres wordt bewaard', async () => {
  const { omgeving, blad } = await ingelogd(wie('aanbieder.lindeboog'), MET_AXE)
  await blad.locator('a', { hasText: 'Stel de dagmail in' }).click()
  await keur(blad, 'dagmail')
  await blad.check('#aan')
  await blad.evaluate(() => { document.querySelector('#adres').type = 'text' })
  await blad.fill('#adres', 'administratie')
  await blad.locator('button', { hasText: 'Bewaren' }).click()
  assert.match(await blad.title(), /^Fout: /)
  assert.equal(await blad.inputValue('#adres'), 'administratie')
  assert.ok(await blad.isChecked('#aan'))
  await blad.fill('#adres', 'administratie@lindeboog.example')
  await blad.locator('button', { hasText: 'Bewaren' }).click()
  assert.match(await blad.locator('[role=status]').textContent(), /U krijgt de dagmail/)
  assert.ok(!blad.url().includes('lindeboog'))
  await blad.uncheck('#aan')
  await blad.locator('button', { hasText: 'Bewaren' }).click()
  assert.equal(await blad.inputValue('#adres'), '', 'uit is ook het adres weg')
  await omgeving.close()
  assert.ok(!demo.log().includes('lindeboog.example'), 'het adres staat in het logboek')
})

test('de regio ziet aantallen zonder namen, kiest een periode en speelt Wat als', async () => {
  const { omgeving, blad } = await ingelogd(regio(), MET_AXE)
  assert.match(await blad.locator('h1').textContent(), /Werkvoorraad/)
  assert.deepEqual(await blad.locator('.hv-menu a').allTextContents(), ['Werkvoorraad', 'Sturing'])
  await keur(blad, 'regio-werk')
  await blad.locator('.hv-menu a', { hasText: 'Sturing' }).click()
  await keur(blad, 'sturing')
  const cellen = await blad.locator('td.hv-getal').allTextContents()
  assert.ok(cellen.length > 50)
  for (const cel of cellen) assert.doesNotMatch(cel, /(^|\s)[1-4]$/, 'een klein aantal staat er niet')
  await blad.selectOption('#periode', { index: 1 })
  await blad.locator('button', { hasText: 'Toon' }).click()
  assert.match(blad.url(), /periode=\d{4}-k\d/)
  await blad.locator('a', { hasText: 'Wat als de regels anders waren' }).click()
  await blad.locator('button', { hasText: 'Speel opnieuw af' }).click()
  assert.match(await blad.locator('#fouten').textContent(), /Kies de andere tekst/)
  await blad.selectOption('#nieuw', '2023-01-01')
  await blad.locator('button', { hasText: 'Speel opnieuw af' }).click()
  assert.match(await blad.locator('[role=status]').textContent(), /besluiten/)
  await keur(blad, 'wat-als')
  // A draft: the text of now with one number changed.
  await blad.goto(`${demo.adres}/sturing/profiel`)
  await keur(blad, 'profieltekst')
  const tekst = await blad.inputValue('#tekst')
  await blad.goto(`${demo.adres}/sturing/wat-als`)
  await blad.locator('summary', { hasText: 'eigen concept' }).click()
  await blad.fill('#concept', tekst.replace('bedrag = 8_000', 'bedrag = "acht"'))
  await blad.locator('button', { hasText: 'Speel opnieuw af' }).click()
  assert.match(await blad.locator('#fouten').textContent(), /Regel \d+/)
  await blad.fill('#concept', tekst.replace('geldig_vanaf = 2024-01-08', 'geldig_vanaf = 2027-01-01').replace('bedrag = 8_000', 'bedrag = 9_000').replace('grens_zonder_instemming = 8_000', 'grens_zonder_instemming = 9_000'))
  await blad.locator('button', { hasText: 'Speel opnieuw af' }).click()
  assert.match(await blad.locator('.hv-uitkomst').first().textContent(), /\d+ van de \d+ besluiten zouden anders zijn/)
  await blad.locator('summary', { hasText: 'Waarom' }).first().click()
  assert.match(await blad.locator('.hv-som').first().textContent(), /Was: .*Wordt: /s)
  await keur(blad, 'wat-als-concept')
  for (const pad of ['/jeugdigen', '/berichten', '/verzoeken', '/inleveren', '/clienten']) {
    assert.equal((await blad.goto(demo.adres + pad)).status(), 404, pad)
  }
  await omgeving.close()
})
