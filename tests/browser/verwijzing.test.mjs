// Three people take one child from referral to toewijzing: huisarts, aanbieder and consulent, without script.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { TELEFOON, UIT, axe, browser, foto, ingelogd, past, start } from './demo.mjs'

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

const als = async (gebruiker, opties) => (await ingelogd(chromium, demo, demo.accounts.find((a) => a.gebruiker === gebruiker), opties)).blad

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
    if (gebruiker.startsWith('aanbieder')) {
      // help that began without a toetsing that we know of.
      await blad.goto(`${demo.adres}/werkvoorraad?filter=signalen`)
      paden.push(await blad.locator('tbody a[href^="/toetsing/"]').first().getAttribute('href'))
    }
    for (const [i, pad] of paden.entries()) {
      assert.equal((await blad.goto(demo.adres + pad)).status(), 200, pad)
      await foto(blad, `verwijzing-${gebruiker.split('.')[0]}-${i}`)
      await axe(blad, `${gebruiker} ${pad}`)
      await past(blad, `${gebruiker} ${pad}`)
    }
    await blad.context().close()
  }
})
