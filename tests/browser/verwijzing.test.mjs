// Three people take one child from referral to toewijzing: huisarts, aanbieder and consulent, without script.
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { UIT, browser, meldAan, start } from './demo.mjs'

const TELEFOON = { width: 390, height: 844 }
const BUREAU = { width: 1280, height: 900 }
const AXE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
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

const als = async (gebruiker, opties = {}) => {
  const omgeving = await chromium.newContext({ javaScriptEnabled: false, viewport: BUREAU, locale: 'nl-NL', ...opties })
  omgeving.setDefaultTimeout(10_000)
  const blad = await omgeving.newPage()
  await meldAan(blad, demo, demo.accounts.find((a) => a.gebruiker === gebruiker))
  return blad
}

/** A child without help that the gemeente knows: the one of the first sample message. */
function kind() {
  const xml = readFileSync(demo.voorbeelden[0], 'utf8')
  const waarde = (naam) => xml.match(new RegExp(`<[^>]*:?${naam}>([^<]*)<`))?.[1] ?? ''
  const geboren = xml.match(/Geboortedatum>\s*<[^>]*Datum>(\d{4}-\d\d-\d\d)/)?.[1] ?? waarde('Datum')
  return { bsn: waarde('Bsn'), geboren, voornamen: waarde('Voornamen'), achternaam: waarde('Achternaam'), gemeente: waarde('Ontvanger') }
}

const dag = (over) => new Date(Date.now() + over * 86_400_000).toISOString().slice(0, 10)

test('huisarts verwijst, aanbieder neemt over na contact met de Toegang, en de huisarts ziet dat de hulp er komt', async () => {
  const wie = kind()
  assert.equal(wie.gemeente, '0193')
  const huisarts = await als('huisarts.zwolle', { viewport: TELEFOON })
  await huisarts.click('text=Nieuwe verwijzing')
  await huisarts.click('main form button[type=submit]')
  assert.match(await huisarts.title(), /^Fout: /)
  for (const veld of ['bsn', 'geboren', 'voornamen', 'achternaam']) await huisarts.fill(`#${veld}`, wie[veld])
  await huisarts.selectOption('#gemeente', wie.gemeente)
  await huisarts.selectOption('#aanbieder', '73990101')
  await huisarts.check('#geslacht')
  await huisarts.fill('#resultaat', 'Gaat weer elke dag naar school.')
  await huisarts.check('#privacy')
  await huisarts.click('main form button[type=submit]')
  assert.match(await huisarts.textContent('[role=status]'), /verstuurd/)
  const pad = new URL(huisarts.url()).pathname
  assert.match(pad, /^\/verwijzingen\/[0-9a-f-]{36}$/)

  const aanbieder = await als('aanbieder.lindeboog')
  await aanbieder.goto(demo.adres + pad)
  await aanbieder.fill('#aangemeld-aangemeld', dag(0))
  await aanbieder.click('text=Leg aanmelding vast')
  assert.match(await aanbieder.textContent('main'), /Toetsing uiterlijk/)
  await aanbieder.click('summary:has-text("Wij nemen het niet over")')
  await aanbieder.fill('#weigeren-reden', 'Wij twijfelen nog')
  await aanbieder.click('button:has-text("Neem het niet over")')
  assert.match(await aanbieder.title(), /^Fout: /)
  assert.equal(await aanbieder.inputValue('#weigeren-reden'), 'Wij twijfelen nog')
  await aanbieder.goto(demo.adres + pad)
  await aanbieder.click('summary:has-text("Wij nemen het over")')
  await aanbieder.check('#accepteren-veiligheid')
  await aanbieder.click('details[open] button:has-text("Neem het over")')
  await aanbieder.check('#plan-duurzaam')
  await aanbieder.fill('#plan-raming', '8.000,01')
  await aanbieder.fill('#plan-van', dag(14))
  await aanbieder.fill('#plan-tot', dag(200))
  await aanbieder.click('button:has-text("Reken door")')
  assert.equal(await aanbieder.locator('button:has-text("Verstuur het verzoek")').count(), 0, 'boven de grens zonder contact')
  await aanbieder.click('summary:has-text("Contact vastleggen")')
  await aanbieder.fill('#overleg-bedrag', '12.000')
  await aanbieder.fill('#overleg-tekst', 'Twee keer per week, samen met school.')
  await aanbieder.click('button:has-text("Stuur naar de Toegang")')

  const consulent = await als('consulent.zwolle', { viewport: TELEFOON })
  await consulent.goto(demo.adres + pad)
  assert.match(await consulent.textContent('main'), /Twee keer per week/)
  await consulent.check('#antwoord-ja')
  assert.equal(await consulent.inputValue('#antwoord-bedrag'), '12000,00')
  await consulent.click('button:has-text("Geef antwoord")')

  await aanbieder.goto(demo.adres + pad)
  await aanbieder.click('button:has-text("Verstuur het verzoek")')
  assert.match(await aanbieder.textContent('main'), /hulp toegewezen/)
  await huisarts.goto(demo.adres + pad)
  assert.match(await huisarts.textContent('main'), /Hulp toegewezen/)
  for (const blad of [huisarts, aanbieder, consulent]) await blad.context().close()
})

test('elk blad van een verwijzing is in orde voor axe, en past op 320 pixels', async () => {
  for (const gebruiker of ['huisarts.zwolle', 'gi.ijsselland', 'aanbieder.lindeboog', 'consulent.kampen']) {
    // axe is a script: our own policy would rightly refuse it, so this one context looks past the policy.
    const blad = await als(gebruiker, { javaScriptEnabled: true, bypassCSP: true })
    await blad.goto(`${demo.adres}/verwijzingen`)
    const eigen = await blad.locator('tbody a').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
    assert.ok(eigen.length > 0, gebruiker)
    const paden = ['/werkvoorraad', '/verwijzingen', '/verwijzingen?klaar=ja', ...eigen.slice(0, 4)]
    if (gebruiker.startsWith('huisarts') || gebruiker.startsWith('gi')) paden.push('/verwijzen')
    for (const [i, pad] of paden.entries()) {
      await blad.setViewportSize(BUREAU)
      assert.equal((await blad.goto(demo.adres + pad)).status(), 200, pad)
      const beeld = join(UIT, `verwijzing-${gebruiker.split('.')[0]}-${i}`)
      await blad.screenshot({ path: `${beeld}-bureau.png`, fullPage: true })
      const { violations } = await new AxeBuilder({ page: blad }).withTags(AXE).analyze()
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3)}`), [], `${gebruiker} ${pad}`)
      await blad.setViewportSize(TELEFOON)
      await blad.screenshot({ path: `${beeld}-telefoon.png`, fullPage: true })
      await blad.setViewportSize({ width: 320, height: 640 })
      assert.ok(await blad.evaluate(() => document.documentElement.scrollWidth) <= 320, `${gebruiker} ${pad} schuift opzij`)
    }
    await blad.context().close()
  }
})
