// A consulent takes a family from its first question to a plan: every step, on a phone and on a desk, without script.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { UIT, axe, browser, foto, ingelogd as meldIn, past, start } from './demo.mjs'

let demo, chromium
const account = (gebruiker) => demo.accounts.find((a) => a.gebruiker === gebruiker)

before(async () => {
  mkdirSync(UIT, { recursive: true })
  demo = await start()
  chromium = await browser()
}, { timeout: 120_000 })
after(async () => {
  await chromium?.close()
  await demo?.stop()
})

const ingelogd = (gebruiker, opties) => meldIn(chromium, demo, account(gebruiker), opties)
const knop = (blad, tekst) => blad.locator('main button', { hasText: tekst }).first()

test('de dringende hulpvraag staat bovenaan de lijst en op de werkvoorraad', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle')
  await blad.locator('.hv-menu a', { hasText: 'Hulpvragen' }).click()
  assert.match(await blad.locator('tbody tr').first().textContent(), /vandaag nog/)
  await foto(blad, 'hulpvragen')
  await blad.goto(`${demo.adres}/werkvoorraad`)
  assert.ok(await blad.locator('tbody tr', { hasText: 'Hulpvraag' }).count() >= 2)
  await omgeving.close()
})

test('elke stap van een hulpvraag: axe vindt niets, niets schuift opzij, en er is een foto', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle', { javaScriptEnabled: true, bypassCSP: true })
  await blad.goto(`${demo.adres}/hulpvragen`)
  const vol = await blad.locator('tbody tr', { hasText: 'gewoon' }).first().locator('a').first().getAttribute('href')
  const paden = [vol, `${vol}/gezinsplan`, '/hulpvragen', '/hulpvragen/nieuw', ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${vol}/stap/${n}`)]
  for (const pad of paden) {
    const antwoord = await blad.goto(demo.adres + pad)
    assert.equal(antwoord.status(), 200, pad)
    assert.match(await blad.title(), /^.+ – Houvast$/)
    const soort = pad.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, 'id').replace(/\//g, '-')
    await foto(blad, `consulent${soort}`)
    await axe(blad, pad)
    await past(blad, pad)
  }
  await omgeving.close()
})

test('bewaren, weggaan en terugkomen: wat goed is staat er nog, wat fout is komt terug bij zijn veld', async () => {
  const { omgeving, blad } = await ingelogd('consulent.kampen')
  await blad.goto(`${demo.adres}/hulpvragen`)
  await blad.locator('tbody a').first().click()
  await blad.locator('.hv-stappen a', { hasText: 'Plan' }).click()
  await blad.fill('#doel1_tekst', 'Weer samen eten zonder ruzie')
  await blad.locator('label', { hasText: /^Ja$/ }).first().click()
  await knop(blad, 'Bewaar en verder').click()
  assert.match(await blad.title(), /^Fout: /)
  assert.match(await blad.locator('#bijstand_naam-fout').textContent(), /naam staat in het plan/)
  assert.equal(await blad.inputValue('#doel1_tekst'), 'Weer samen eten zonder ruzie')
  await foto(blad, 'hulpvraag-plan-fout')
  await blad.fill('#bijstand_naam', 'Tante Riet')
  await blad.locator('label', { hasText: /^Ja$/ }).first().click()
  await blad.selectOption('#doel1_prioriteit', '1')
  await knop(blad, 'Bewaar en stop').click()
  assert.match(await blad.locator('[role=status]').textContent(), /later verdergaan/)
  await blad.locator('a', { hasText: 'Plan bekijken en afdrukken' }).click()
  assert.match(await blad.locator('main').textContent(), /Weer samen eten zonder ruzie[\s\S]*Tante Riet/)
  await blad.emulateMedia({ media: 'print' })
  for (const weg of ['.hv-balk', '.hv-menu', '.hv-kruimel']) assert.equal(await blad.locator(weg).first().isVisible(), false, weg)
  await omgeving.close()
})

test('wie op een oude bladzijde bewaart, hoort dat en verliest niets', async () => {
  const { omgeving, blad } = await ingelogd('consulent.kampen')
  await blad.goto(`${demo.adres}/hulpvragen`)
  await blad.locator('tbody a').first().click()
  const pad = `${blad.url().split('?')[0]}/stap/2`
  const ander = await omgeving.newPage()
  await ander.goto(pad)
  await blad.goto(pad)
  await blad.fill('#screening_uitleg', 'Eerst')
  await knop(blad, 'Bewaar').click()
  await ander.fill('#screening_uitleg', 'Later getypt')
  await knop(ander, 'Bewaar').click()
  assert.match(await ander.locator('#fouten').textContent(), /intussen bewaard/)
  assert.equal(await ander.inputValue('#screening_uitleg'), 'Later getypt')
  await omgeving.close()
})

test('een nieuwe jeugdige registreren: fouten bij hun veld, en daarna meteen de eerste stap', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle')
  await blad.goto(`${demo.adres}/hulpvragen/nieuw`)
  const velden = {
    bsn: '123456789', voornamen: 'Mila', achternaam: 'Oefening', geboren: '2015-03-09', straat: 'Dorpsstraat',
    huisnummer: '12a', postcode: '8011', plaats: 'Zwolle', gezag_voornaam: 'Tess', gezag_achternaam: 'Oefening',
  }
  for (const [veld, waarde] of Object.entries(velden)) await blad.fill(`#${veld}`, waarde)
  await blad.selectOption('#geslacht', '2')
  await knop(blad, 'Registreer en begin').click()
  assert.match(await blad.locator('#bsn-fout').textContent(), /geen geldig BSN/)
  assert.match(await blad.locator('#postcode-fout').textContent(), /postcode/)
  assert.equal(await blad.inputValue('#achternaam'), 'Oefening')
  await foto(blad, 'hulpvraag-nieuw-fout')
  await blad.fill('#bsn', '999900006')
  await blad.fill('#postcode', '8011 AB')
  await knop(blad, 'Registreer en begin').click()
  assert.match(blad.url(), /\/hulpvragen\/[0-9a-f-]+\/stap\/1$/)
  assert.ok(!blad.url().includes('999900006'))
  await omgeving.close()
  assert.doesNotMatch(demo.log(), /999900006|Oefening/)
})

test('zonder jeugdhulp afsluiten vraagt een reden', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle')
  await blad.goto(`${demo.adres}/hulpvragen`)
  await blad.locator('tbody tr', { hasText: 'vandaag nog' }).locator('a').first().click()
  await blad.locator('summary', { hasText: 'Afsluiten' }).click()
  await blad.fill('#reden', '   ')
  await knop(blad, /^Afsluiten$/).click()
  assert.match(await blad.locator('#fouten').textContent(), /waarom er geen jeugdhulp komt/)
  await blad.fill('#reden', 'De wijkcoach is vandaag geweest en blijft komen')
  await knop(blad, /^Afsluiten$/).click()
  assert.match(await blad.locator('main').textContent(), /afgesloten zonder jeugdhulp/)
  await blad.goto(`${demo.adres}/hulpvragen`)
  assert.equal(await blad.locator('tbody tr', { hasText: 'vandaag nog' }).count(), 0)
  await omgeving.close()
})

/** A hulpvraag of Kampen with script on, at a step, in a session that nobody else uses. */
async function metScript(stap) {
  const { omgeving, blad } = await ingelogd('consulent.kampen', { javaScriptEnabled: true, storageState: undefined })
  await blad.goto(`${demo.adres}/hulpvragen`)
  const pad = await blad.locator('tbody a').first().getAttribute('href')
  await blad.goto(`${demo.adres}${pad}/stap/${stap}`)
  return { omgeving, blad, pad: `${demo.adres}${pad}/stap/${stap}` }
}
const stand = (blad, tekst) => blad.locator('#bewaarstand', { hasText: tekst }).waitFor()

test('met script: wie even stopt met typen heeft bewaard, en een knop erna is geen botsing met zichzelf', async () => {
  const { omgeving, blad, pad } = await metScript(2)
  const fouten = []
  blad.on('pageerror', (e) => fouten.push(e.message))
  blad.on('console', (b) => { if (b.type() === 'error') fouten.push(b.text()) })
  assert.equal(await blad.getAttribute('#bewaarstand', 'aria-live'), 'polite')
  await blad.fill('#screening_uitleg', '')
  await blad.locator('#screening_uitleg').pressSequentially('Vanzelf bewaard')
  await stand(blad, /^Bewaard om \d\d:\d\d\.$/)
  await foto(blad, 'vanzelf-bewaard')
  const ander = await omgeving.newPage()
  await ander.goto(pad)
  assert.equal(await ander.inputValue('#screening_uitleg'), 'Vanzelf bewaard', 'wie terugkomt vindt het')
  await ander.close()
  // While a save is on its way the button waits for it; the page it then sends has the new version.
  await blad.route('**/stap/2', async (weg) => {
    if (weg.request().headers()['x-houvast-bewaar']) await new Promise((klaar) => setTimeout(klaar, 1_000))
    await weg.continue()
  })
  await blad.locator('#screening_uitleg').pressSequentially(' en meer')
  await blad.waitForRequest((v) => v.method() === 'POST' && v.headers()['x-houvast-bewaar'] === 'vanzelf')
  await knop(blad, 'Bewaar en verder').click()
  await blad.waitForURL(/\/stap\/3\?na=bewaard$/)
  await blad.goto(pad)
  assert.equal(await blad.inputValue('#screening_uitleg'), 'Vanzelf bewaard en meer')
  // At once, without rest: the button does it all.
  await blad.fill('#screening_uitleg', 'Meteen')
  await knop(blad, 'Bewaar en verder').click()
  await blad.waitForURL(/\/stap\/3\?na=bewaard$/)
  assert.deepEqual(fouten, [], 'het script en zijn beleid passen bij elkaar')
  await omgeving.close()
})

test('met script: een ander was eerder, dat staat er, en wat getypt is blijft', async () => {
  const { omgeving, blad, pad } = await metScript(2)
  const ander = await omgeving.newPage()
  await ander.goto(pad)
  await ander.fill('#screening_uitleg', 'Van de ander')
  await knop(ander, /^Bewaar$/).click()
  await blad.fill('#screening_uitleg', 'Van mij')
  await stand(blad, /Iemand anders heeft dit intussen veranderd/)
  assert.equal(await blad.inputValue('#screening_uitleg'), 'Van mij')
  await knop(blad, /^Bewaar$/).click()
  assert.match(await blad.locator('#fouten').textContent(), /intussen bewaard/)
  assert.equal(await blad.inputValue('#screening_uitleg'), 'Van mij')
  await omgeving.close()
})

test('met script: een sessie die eindigt kost geen getypte zin', async () => {
  const { omgeving, blad, pad } = await metScript(2)
  const ander = await omgeving.newPage()
  await ander.goto(`${demo.adres}/werkvoorraad`)
  await ander.click('.hv-balk__link')
  await blad.fill('#screening_uitleg', 'Lang gewerkt')
  await stand(blad, /U bent afgemeld/)
  await knop(blad, /^Bewaar$/).click()
  await stand(blad, /U bent afgemeld/)
  assert.equal(await blad.inputValue('#screening_uitleg'), 'Lang gewerkt', 'een knop gooit het niet weg')
  await foto(blad, 'vanzelf-afgemeld')
  const kampen = account('consulent.kampen')
  await ander.fill('#gebruikersnaam', kampen.gebruiker)
  await ander.fill('#wachtwoord', kampen.wachtwoord)
  await ander.click('main button[type=submit]')
  await ander.waitForURL(/werkvoorraad/)
  await blad.locator('#screening_uitleg').pressSequentially('!')
  await stand(blad, /^Bewaard om/)
  await ander.goto(pad)
  assert.equal(await ander.inputValue('#screening_uitleg'), 'Lang gewerkt!')
  assert.equal(await blad.evaluate(() => localStorage.length + sessionStorage.length), 0, 'niets blijft in de browser achter')
  await omgeving.close()
})
