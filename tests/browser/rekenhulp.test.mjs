// The calculator, loose and on a case, and a change of running help, as a consulent and an aanbieder walk them: without
// script, on a phone and on a desk, with Excel out and in, and axe over every page.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { UIT, axe as keur, browser, foto as neem, ingelogd as meldIn, past, start } from './demo.mjs'

let demo, chromium
const account = (naam) => demo.accounts.find((a) => a.gebruiker === naam)

before(async () => {
  mkdirSync(UIT, { recursive: true })
  demo = await start()
  chromium = await browser()
}, { timeout: 120_000 })
after(async () => {
  await chromium?.close()
  await demo?.stop()
})

const ingelogd = (wie, opties) => meldIn(chromium, demo, account(wie), { acceptDownloads: true, ...opties })

/** A picture of desk and phone; nothing moves sideways at 320 pixels. */
async function foto(blad, naam) {
  await neem(blad, naam)
  await past(blad, naam)
}

async function axe(wie, paden) {
  const { omgeving, blad } = await ingelogd(wie, { javaScriptEnabled: true, bypassCSP: true })
  for (const pad of paden) {
    await blad.goto(demo.adres + pad)
    await keur(blad, pad)
  }
  await omgeving.close()
}

const knop = (blad, tekst) => blad.locator('main button', { hasText: tekst }).first()

test('los rekenen: van weken, uren en tarief naar een standaardbudget, met de som erbij', async () => {
  const { omgeving, blad } = await ingelogd('aanbieder.lindeboog')
  await blad.locator('nav a', { hasText: 'Rekenhulp' }).click()
  assert.match(await blad.locator('.hv-voorstel').textContent(), /Vul links een regel in/)
  await foto(blad, 'rekenhulp-leeg')
  await blad.check('#soort')
  await blad.fill('#functie-1', 'GZ-psycholoog')
  await blad.fill('#weken-1', '26')
  await blad.fill('#uren-1', '4')
  await knop(blad, 'Reken uit').click()
  assert.match(await blad.title(), /^Fout: /)
  assert.match(await blad.locator('#tarief-1-fout').textContent(), /tarief per uur/)
  assert.equal(await blad.inputValue('#weken-1'), '26', 'wat getypt is blijft staan')
  await foto(blad, 'rekenhulp-fout')
  await blad.fill('#tarief-1', '100')
  await knop(blad, 'Reken uit').click()
  const uit = await blad.locator('.hv-voorstel').textContent()
  for (const deel of ['Standaardbudget 6', '12.000,00', '10.400,00', '26 weken × 4 uur', 'tariefgroep 5']) assert.ok(uit.includes(deel), `${deel}: ${uit}`)
  await knop(blad, 'Nog een regel').click()
  assert.equal(await blad.locator('#functie-3').count(), 1)
  assert.equal(await blad.inputValue('#tarief-1'), '100')
  await blad.fill('#weken-2', '10')
  await blad.fill('#uren-2', '1,5')
  await blad.fill('#tarief-2', '70')
  await blad.locator('details summary', { hasText: 'van regel 2' }).click()
  await blad.fill('#contacten-2', '10')
  await blad.fill('#reistijd-2', '50')
  await knop(blad, 'Reken uit').click()
  const samen = await blad.locator('.hv-voorstel').textContent()
  assert.ok(samen.includes('10 × 45 minuten') && samen.includes('tot 45 minuten'), samen)
  assert.ok(!blad.url().includes('?'), 'niets van de berekening staat in het adres')
  await foto(blad, 'rekenhulp-som')
  await omgeving.close()
})

test('Excel: wat eruit gaat komt er zo weer in, en wat geen Excel is wordt uitgelegd', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle')
  await blad.goto(`${demo.adres}/rekenhulp`)
  await blad.fill('#functie-1', 'Ambulant hulpverlener')
  await blad.fill('#weken-1', '26')
  await blad.fill('#uren-1', '1,5')
  await blad.fill('#tarief-1', '70,50')
  const [download] = await Promise.all([blad.waitForEvent('download'), knop(blad, 'Download als Excel').click()])
  assert.equal(download.suggestedFilename(), 'rekenhulp.xlsx')
  const buffer = readFileSync(await download.path())
  assert.equal(buffer.subarray(0, 2).toString(), 'PK')
  await blad.goto(`${demo.adres}/rekenhulp`)
  await blad.setInputFiles('#bestand', { name: 'rekenhulp.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer })
  await knop(blad, 'Lees in').click()
  assert.match(await blad.locator('[role=status]').textContent(), /ingelezen/)
  assert.deepEqual([await blad.inputValue('#functie-1'), await blad.inputValue('#weken-1'), await blad.inputValue('#tarief-1')], ['Ambulant hulpverlener', '26', '70.5'])
  assert.match(await blad.locator('.hv-voorstel').textContent(), /Standaardbudget 3/)
  await blad.setInputFiles('#bestand', { name: 'brief.xlsx', mimeType: 'text/plain', buffer: Buffer.from('geen rekenblad') })
  await knop(blad, 'Lees in').click()
  assert.match(await blad.title(), /^Fout: /)
  assert.match(await blad.locator('#bestand-fout').textContent(), /geen Excel-bestand/)
  await omgeving.close()
})

test('op een verzoek: aanbieder en consulent openen dezelfde berekening en leggen de raming vast', async () => {
  const aanbieder = await ingelogd('aanbieder.lindeboog')
  const consulent = await ingelogd('consulent.kampen')
  await consulent.blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  const paden = await consulent.blad.locator('tbody a.hv-rijkop, tbody td a').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
  let pad
  for (const kandidaat of paden.filter((p) => p.startsWith('/verzoeken/'))) {
    if ((await aanbieder.blad.goto(demo.adres + kandidaat)).status() === 200) { pad = kandidaat; break }
  }
  assert.ok(pad, 'een verzoek van De Lindeboog in Kampen')
  await aanbieder.blad.locator('a', { hasText: 'Rekenhulp bij dit verzoek' }).click()
  await aanbieder.blad.fill('#weken-1', '26')
  await aanbieder.blad.fill('#uren-1', '4')
  await aanbieder.blad.fill('#tarief-1', '100')
  assert.equal(await aanbieder.blad.locator('#afronding').count(), 0, 'een afspraak over afronden is van de consulent')
  await knop(aanbieder.blad, 'Reken uit en bewaar').click()
  assert.match(aanbieder.blad.url(), /na=bewaard$/)
  await consulent.blad.goto(demo.adres + pad)
  await consulent.blad.locator('a', { hasText: 'Rekenhulp bij dit verzoek' }).click()
  assert.equal(await consulent.blad.inputValue('#weken-1'), '26')
  await foto(consulent.blad, 'rekenhulp-zaak')
  const zaak = new URL(consulent.blad.url()).pathname
  await knop(aanbieder.blad, 'Leg vast als raming').click()
  assert.match(await aanbieder.blad.locator('[role=status]').textContent(), /Vastgelegd/)
  // Who has the page of before is told so, and keeps what was typed.
  await consulent.blad.fill('#uren-1', '5')
  await knop(consulent.blad, 'Reken uit en bewaar').click()
  assert.match(await consulent.blad.locator('#fouten').textContent(), /intussen veranderd/)
  assert.equal(await consulent.blad.inputValue('#uren-1'), '5')
  await consulent.blad.goto(demo.adres + pad)
  assert.match(await consulent.blad.locator('section', { hasText: 'Wat het bericht niet vertelt' }).first().textContent(), /10\.400,00 \(door de aanbieder\)/)
  const vreemd = await ingelogd('consulent.zwolle')
  assert.equal((await vreemd.blad.goto(demo.adres + zaak)).status(), 404)
  for (const { omgeving } of [aanbieder, consulent, vreemd]) await omgeving.close()
  await axe('consulent.kampen', ['/rekenhulp', zaak])
  await axe('aanbieder.lindeboog', [zaak])
})

test('een verzoek om wijziging: feiten, onderzoek, en afwijzen met wat er voor in de plaats komt', async () => {
  const { omgeving, blad } = await ingelogd('consulent.kampen')
  await blad.goto(`${demo.adres}/werkvoorraad?filter=signalen`)
  await blad.locator('tbody tr', { hasText: 'Verzoek om wijziging' }).first().locator('a').first().click()
  assert.match(blad.url(), /\/wijzigingen\//)
  assert.match(await blad.locator('main').textContent(), /Nog nodig voor een voorstel: Reden/)
  await foto(blad, 'wijziging-leeg')
  const pad = new URL(blad.url()).pathname
  await blad.selectOption('#reden', 'omstandigheden')
  await blad.check('#opdracht')
  await blad.check('#wezenlijk')
  await blad.fill('#contact', '2030-01-01')
  await knop(blad, 'Vastleggen').click()
  assert.match(await blad.locator('#contact-fout').textContent(), /toekomst/)
  assert.equal(await blad.inputValue('#reden'), 'omstandigheden')
  await blad.fill('#contact', '')
  for (const [veld, waarde] of [['#start', '2026-03-02'], ['#besteed', '1.000'], ['#besteed_op', '2026-11-02'], ['#tempo', '100']]) {
    if (await blad.locator(veld).count() > 0) await blad.fill(veld, waarde)
  }
  await knop(blad, 'Vastleggen').click()
  assert.match(blad.url(), /na=feiten$/)
  assert.match(await blad.locator('.hv-voorstel').first().textContent(), /Reden 3/)
  await foto(blad, 'wijziging-voorstel')
  await knop(blad, 'Eerst onderzoeken').click()
  assert.match(await blad.locator('[role=status]').textContent(), /JW319/)
  assert.equal(await blad.locator('button', { hasText: 'Eerst onderzoeken' }).count(), 0, 'in onderzoek gaat maar een keer uit')
  await blad.locator('summary', { hasText: 'Afwijzen' }).click()
  await blad.selectOption('#code', '2')
  await blad.selectOption('#uitkomst', 'andere_aanbieder')
  await blad.fill('#reden-afwijzen', '   ')
  await knop(blad, 'Wijziging afwijzen').click()
  assert.match(await blad.locator('#fouten').textContent(), /Schrijf op waarom/)
  assert.deepEqual([await blad.inputValue('#code'), await blad.inputValue('#uitkomst')], ['2', 'andere_aanbieder'])
  await blad.fill('#reden-afwijzen', 'Eerst samen evalueren')
  await knop(blad, 'Wijziging afwijzen').click()
  assert.match(await blad.locator('[role=status]').textContent(), /JW319/)
  assert.match(await blad.locator('.hv-besluit').first().textContent(), /er komt een andere aanbieder.*Eerst samen evalueren/)
  await foto(blad, 'wijziging-besloten')
  await knop(blad, 'Dit is gedaan').click()
  assert.match(await blad.locator('[role=status]').textContent(), /taak is gedaan/)
  assert.equal(await blad.locator('button', { hasText: 'Dit is gedaan' }).count(), 0)
  await omgeving.close()
  await axe('consulent.kampen', [pad])
})

test('een wijziging toewijzen geeft een nieuwe toewijzing onder hetzelfde nummer', async () => {
  const { omgeving, blad } = await ingelogd('consulent.zwolle')
  await blad.goto(`${demo.adres}/werkvoorraad?filter=signalen`)
  await blad.locator('tbody tr', { hasText: 'Verzoek om wijziging' }).first().locator('a').first().click()
  const gevolg = await blad.locator('section', { hasText: 'Uw besluit' }).textContent()
  assert.match(gevolg, /Toewijzing \d+ wordt/)
  await blad.locator('summary', { hasText: 'Toch toewijzen' }).click()
  await blad.fill('#reden-toewijzen', 'Telefonisch alles besproken')
  await knop(blad, 'Wijziging toewijzen').click()
  assert.match(await blad.locator('[role=status]').textContent(), /JW301/)
  assert.match(await blad.locator('.hv-besluit').first().textContent(), /Toegewezen.*Telefonisch alles besproken/)
  await omgeving.close()
})

test('Raalte: een wijziging per beveiligde e-mail vastleggen met de dag van ontvangst, en toewijzen', async () => {
  const { omgeving, blad } = await ingelogd('consulent.raalte')
  let gevonden = false
  for (const deel of ['de', 'an', 'er', 'en', 'ma', 'bo', 'jo', 'sa', 'vo']) {
    await blad.goto(`${demo.adres}/werkvoorraad`)
    await blad.fill('#zoek-overal', deel)
    await blad.click('.hv-balk__knop')
    const kinderen = await blad.locator('tbody a[href^="/jeugdigen/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
    for (const kind of kinderen) {
      await blad.goto(`${demo.adres}${kind}/wijziging`)
      if (await blad.locator('#ontvangen').count() > 0) { gevonden = true; break }
    }
    if (gevonden) break
  }
  assert.ok(gevonden, 'een jeugdige in Raalte met lopende hulp')
  await foto(blad, 'wijziging-mail')
  await axe('consulent.raalte', [new URL(blad.url()).pathname])
  const select = blad.locator('#toewijzing')
  await select.selectOption(await select.locator('option[value]:not([value=""])').first().getAttribute('value'))
  await blad.fill('#ontvangen', new Date().toISOString().slice(0, 10))
  await knop(blad, 'Vastleggen').click()
  assert.match(await blad.locator('#fouten').textContent(), /wat er anders moet/)
  await blad.fill('#einddatum', '2028-06-30')
  await blad.selectOption('#reden', 'omstandigheden')
  await blad.check('#opdracht')
  await knop(blad, 'Vastleggen').click()
  assert.match(blad.url(), /\/wijzigingen\/.*na=mail$/)
  assert.match(await blad.locator('.hv-over').textContent(), /beveiligde e-mail/)
  await blad.locator('summary', { hasText: 'Toch toewijzen' }).click()
  await blad.fill('#reden-toewijzen', 'Besproken met de aanbieder')
  await knop(blad, 'Wijziging toewijzen').click()
  assert.match(await blad.locator('[role=status]').textContent(), /JW301/)
  await omgeving.close()
})

test('met script: een berekening van een zaak bewaart zichzelf, en de Excel erna is geen botsing', async () => {
  const { omgeving, blad } = await ingelogd('consulent.kampen', { javaScriptEnabled: true })
  await blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  await blad.locator('tbody a[href^="/verzoeken/"]').last().click()
  await blad.locator('a', { hasText: 'Rekenhulp bij dit verzoek' }).click()
  await blad.fill('#weken-1', '12')
  await blad.locator('#bewaarstand', { hasText: /^Bewaard om/ }).waitFor()
  await Promise.all([blad.waitForEvent('download'), knop(blad, 'Download als Excel').click()])
  await blad.fill('#uren-1', '3')
  await blad.locator('#uren-1').press('Tab')
  const pad = blad.url()
  await blad.waitForResponse((a) => a.request().method() === 'POST' && a.ok())
  await blad.goto(pad)
  assert.deepEqual([await blad.inputValue('#weken-1'), await blad.inputValue('#uren-1')], ['12', '3'])
  await blad.goto(`${demo.adres}/rekenhulp`)
  assert.equal(await blad.locator('script').count(), 0, 'los rekenen bewaart niets, ook niet met script')
  await omgeving.close()
})
