// Letters: from a decision to a letter on paper, by hand, without script, on a phone and on a desk.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { UIT, axe, browser, foto, ingelogd as meldIn, past, start } from './demo.mjs'

let demo, chromium
const kampen = () => demo.accounts.find((a) => a.gebruiker.includes('kampen'))

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

/** Photographs a page at both widths, and holds it to axe and to 320 px. */
async function keur(pad, naam) {
  const { omgeving, blad } = await ingelogd(kampen(), { javaScriptEnabled: true, bypassCSP: true })
  await blad.goto(demo.adres + pad)
  await foto(blad, naam)
  await axe(blad, naam)
  await past(blad, naam)
  await blad.emulateMedia({ media: 'print' })
  const opPapier = await blad.evaluate(() => document.querySelector('main').innerText)
  await foto(blad, `${naam}-papier`, ['bureau'])
  await omgeving.close()
  return opPapier
}

let brieven = []

test('na een toewijzing maakt de consulent in drie klikken een brief, en op papier staat alleen de brief', async () => {
  const { omgeving, blad } = await ingelogd(kampen())
  await blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  await blad.locator('tbody tr', { hasText: 'Voorstel toewijzen' }).first().locator('a').first().click()
  assert.equal(await blad.locator('#brieven').count(), 0, 'zonder besluit is er geen brief')
  await blad.locator('main button.nl-button--primary', { hasText: 'Toewijzen' }).first().click()
  await blad.locator('a', { hasText: 'Brief over het besluit maken' }).click() // 1
  const maken = new URL(blad.url()).pathname
  assert.match(await blad.locator('.hv-brief').first().textContent(), /bezwaar maken\. Dat kan tot en met \d+ \w+ \d{4}/)
  await blad.fill('#toelichting', 'Wij zien dat deze hulp nodig is.')
  await blad.locator('button', { hasText: 'Bekijk met deze uitleg' }).click()
  assert.match(await blad.locator('.hv-brief').first().textContent(), /Wij zien dat deze hulp nodig is\./)
  assert.equal(await blad.inputValue('#toelichting'), 'Wij zien dat deze hulp nodig is.')
  await blad.locator('button', { hasText: 'Maak de brief' }).click() // 2
  assert.match(blad.url(), /\/brieven\/[0-9a-f-]{36}\?na=maken$/)
  assert.match(await blad.locator('[role=status]').textContent(), /gemaakt en bewaard/)
  const brief = new URL(blad.url()).pathname
  const naam = await blad.locator('.hv-over a').first().textContent()
  assert.ok(!(await blad.title()).includes(naam), 'de titel heeft geen volle naam')
  brieven = [maken, brief]
  await blad.goto(`${demo.adres}${maken}`)
  assert.match(await blad.locator('main').textContent(), /Er is al een brief met kenmerk/)
  await omgeving.close()
  const papier = await keur(brief, 'brief')
  assert.match(papier, /Besluit over jeugdhulp/)
  assert.ok(!/Versturen|Ctrl \+ P|Exemplaar 1/.test(papier), papier.slice(0, 400))
  await keur(maken, 'brief-maken')
})

test('een afwijzing vraagt om uitleg, en de verwijzer krijgt een eigen brief', async () => {
  const { omgeving, blad } = await ingelogd(kampen())
  await blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  await blad.locator('tbody tr', { hasText: 'Neem eerst contact op' }).first().locator('a').first().click()
  await blad.locator('summary', { hasText: /Afwijzen|Andere reden/ }).first().click()
  const vel = blad.locator('details[open] form', { hasText: 'Reden van afwijzing' })
  await vel.locator('select').selectOption('7')
  await vel.locator('textarea').fill('De school kan dit bieden')
  await vel.locator('button', { hasText: 'Verzoek afwijzen' }).click()
  await blad.locator('a', { hasText: 'Brief over het besluit maken' }).click()
  assert.equal(await blad.inputValue('#toelichting'), 'De school kan dit bieden')
  await blad.fill('#toelichting', '   ')
  await blad.locator('button', { hasText: 'Maak de brief' }).click()
  assert.match(await blad.title(), /^Fout: /)
  await blad.locator('#fouten a').first().click()
  assert.match(blad.url(), /#toelichting$/)
  await blad.fill('#toelichting', 'De school helpt met lezen.')
  const maken = demo.adres + new URL(blad.url()).pathname
  await blad.locator('button', { hasText: 'Maak de brief' }).click()
  assert.match(await blad.locator('.hv-brief').first().textContent(), /krijgt deze hulp niet/)
  await blad.goto(maken)
  await blad.locator('a', { hasText: 'Brief aan de verwijzer' }).click()
  await blad.locator('button', { hasText: 'Maak de brief' }).click()
  const verwijzer = await blad.locator('.hv-brief').first().textContent()
  assert.match(verwijzer, /Antwoord op uw verwijzing/)
  assert.ok(!verwijzer.includes('De school helpt'), 'de uitleg aan het gezin blijft bij het gezin')
  const pad = new URL(blad.url()).pathname
  await omgeving.close()
  await keur(pad, 'brief-verwijzer')
})

test('een brief bestaat niet voor een aanbieder of een andere gemeente', async () => {
  for (const account of demo.accounts.filter((a) => a.gebruiker !== kampen().gebruiker)) {
    const { omgeving, blad } = await ingelogd(account)
    for (const pad of brieven) assert.equal((await blad.request.get(demo.adres + pad)).status(), 404, `${account.gebruiker} op ${pad}`)
    await omgeving.close()
  }
})
