// Three people take one child to its help, on a desk and on a phone, without script: a huisarts refers, the aanbieder does
// not take over, the Toegang picks the question up, the aanbieder takes that over, and the Toegang grants.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { UIT, axe, browser, foto, ingelogd, past, start } from './demo.mjs'

const SCHERMEN = [['bureau', { width: 1280, height: 900 }], ['telefoon', { width: 390, height: 844 }]]
let demo, chromium
/** Every page that somebody came to: role and address. */
const bezocht = new Map()

before(async () => {
  mkdirSync(UIT, { recursive: true })
  demo = await start()
  chromium = await browser()
}, { timeout: 120_000 })
after(async () => {
  await chromium?.close()
  await demo?.stop()
})

const als = async (gebruiker, opties) => {
  const { blad } = await ingelogd(chromium, demo, demo.accounts.find((a) => a.gebruiker === gebruiker), opties)
  blad.on('framenavigated', () => {
    const pad = new URL(blad.url()).pathname
    const soort = pad.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
    bezocht.set(`${gebruiker} ${soort}`, { gebruiker, pad })
  })
  return blad
}

/** Children of Zwolle that have no help yet: those of the sample messages. */
function kinderen() {
  const uit = new Map()
  for (const pad of demo.voorbeelden) {
    const xml = readFileSync(pad, 'utf8')
    const waarde = (naam) => xml.match(new RegExp(`<[^>]*:?${naam}>([^<]*)<`))?.[1] ?? ''
    const geboren = xml.match(/Geboortedatum>\s*<[^>]*Datum>(\d{4}-\d\d-\d\d)/)?.[1] ?? ''
    const kind = { bsn: waarde('Bsn'), geboren, voornamen: waarde('Voornamen'), achternaam: waarde('Achternaam') }
    if (waarde('Ontvanger') === '0193' && kind.voornamen && geboren) uit.set(kind.bsn, kind)
  }
  return [...uit.values()]
}

const dag = (over) => new Date(Date.now() + over * 86_400_000).toISOString().slice(0, 10)
const bewaar = (blad, tekst) => blad.locator('main button', { hasText: tekst }).first().click()
const kies = (blad, veld, waarde) => blad.locator(`input[name="${veld}"][value="${waarde}"]`).check()

/** The answers of a family, step by step. */
const STAPPEN = [
  [1, { gemeld_door: 'ouder', is_hulpvraag: 'ja', urgentie: 'spoedig', wijze: 'thuis' }, { vraag: 'Hoe krijgen we weer rust in huis?', gericht_op: 'De Toegang' }],
  [2, { gedrag: 'probleem', probleem_bij: 'kind' }, { screening_uitleg: 'School en ouders zien hetzelfde' }],
  [3, { gebied1: 'ja', gebied2: 'ja', gebied3: 'nee', gebied4: 'ja', gebied5: 'ja' },
    { leef_gezin: 'Opa helpt', leef_vrienden: 'Twee vrienden', leef_school: 'Groep 8', leef_vrije_tijd: 'Voetbal' }],
  [4, {}, { verb_eigen: 'Buurtvaders', eerste_professional: 'De wijkcoach', procesregie: 'De Toegang', casusregie: 'De gemeente',
    erbij_halen: 'De Toegang', betrokken1_naam: 'Opa', betrokken1_taak: 'haalt op van school' }],
  [5, { bijstand: 'ja', bijstand_rol: 'netwerk' }, { doel1_tekst: 'Ik ga elke dag naar school', doel1_van: 'het kind',
    doel1_hulp: 'Opa en de mentor', bijstand_naam: 'Opa', afgestemd_op: dag(0), evaluatie: 'Elke drie maanden' }],
  [6, { vraagtype: 'behandelvraag', soort: 'herstel', overleg: 'standaard' }, { weeg_voorliggend: 'De wijkcoach hielp; het was niet genoeg',
    weeg_eigen: 'De ouders volgden een cursus', weeg_wet: 'School doet wat ze kan', resultaat: 'Elke dag naar school, acht weken lang', raming: '7.500' }],
]

for (const [nummer, [scherm, viewport]] of SCHERMEN.entries()) {
  test(`${scherm}: huisarts, aanbieder en consulent brengen een kind van verwijzing en hulpvraag naar toewijzing`, async () => {
    const wie = kinderen()[nummer]
    const opties = { viewport }
    // The huisarts refers with a written result.
    const huisarts = await als('huisarts.zwolle', opties)
    await huisarts.click('text=Nieuwe verwijzing')
    for (const veld of ['bsn', 'geboren', 'voornamen', 'achternaam']) await huisarts.fill(`#${veld}`, wie[veld])
    await huisarts.selectOption('#gemeente', '0193')
    await huisarts.selectOption('#aanbieder', '73990102')
    await huisarts.check('#geslacht')
    await huisarts.fill('#resultaat', 'Gaat weer elke dag naar school.')
    await huisarts.check('#privacy')
    await bewaar(huisarts, 'Verwijs')
    const verwijzing = new URL(huisarts.url()).pathname
    assert.match(verwijzing, /^\/verwijzingen\/[0-9a-f-]{36}$/)

    // This aanbieder does not take over, with its reasons.
    const zilverpad = await als('aanbieder.zilverpad', opties)
    await zilverpad.goto(demo.adres + verwijzing)
    await zilverpad.fill('#aangemeld-aangemeld', dag(0))
    await bewaar(zilverpad, 'Leg aanmelding vast')
    await zilverpad.click('summary:has-text("Wij nemen het niet over")')
    await zilverpad.locator('details[open] input[name=grond]').first().check()
    await zilverpad.fill('#weigeren-reden', 'Deze vraag vraagt hulp in het hele gezin. Dat doen wij niet.')
    await zilverpad.fill('#weigeren-contact', dag(0))
    await zilverpad.fill('#weigeren-getoetst', dag(0))
    await zilverpad.check('#weigeren-veiligheid')
    await bewaar(zilverpad, 'Neem het niet over')
    await huisarts.goto(demo.adres + verwijzing)
    assert.match(await huisarts.textContent('main'), /hulp in het hele gezin/)

    // The family comes to the Toegang: the consulent finds the child and walks the steps.
    const consulent = await als('consulent.zwolle', opties)
    await consulent.fill('#zoek-overal', wie.bsn)
    await consulent.click('.hv-balk__knop')
    await consulent.locator('tbody a').first().click()
    await bewaar(consulent, 'Nieuwe hulpvraag')
    const hulpvraag = new URL(consulent.url()).pathname
    assert.match(hulpvraag, /^\/hulpvragen\/[0-9a-f-]{36}$/)
    await consulent.click('text=Verder met stap 1')
    for (const [stap, keuzes, velden] of STAPPEN) {
      assert.ok(consulent.url().includes(`/stap/${stap}`), `stap ${stap}: ${consulent.url()}`)
      for (const [veld, keuze] of Object.entries(keuzes)) await kies(consulent, veld, keuze)
      for (const [veld, tekst] of Object.entries(velden)) await consulent.fill(`#${veld}`, tekst)
      if (stap === 5) await consulent.selectOption('#doel1_prioriteit', '1')
      if (stap === 6) {
        await consulent.selectOption('#item', 'wel-1')
        await consulent.check('#resultaat_concreet')
      }
      await bewaar(consulent, 'Bewaar en verder')
      assert.doesNotMatch(await consulent.title(), /^Fout/, `stap ${stap}: ${await consulent.locator('#fouten').allTextContents()}`)
    }
    // The aanbieder that fits: only who has a contract for the perceel can be chosen.
    await consulent.fill('#van', dag(14))
    await consulent.fill('#tot', dag(200))
    await consulent.selectOption('#perceel', 'ambulant/2')
    await bewaar(consulent, /^Bewaar$/)
    assert.ok(await consulent.locator('#aanbieder option').count() > 2)
    await consulent.selectOption('#aanbieder', '73990101')
    await kies(consulent, 'passend', 'past')
    await bewaar(consulent, /^Bewaar$/)
    await foto(consulent, 'drie-rollen-aanbieder', [scherm])
    await bewaar(consulent, 'om toetsing')
    assert.match(await consulent.textContent('[role=status]'), /om toetsing gevraagd/)
    assert.match(await consulent.locator('section', { hasText: 'Toetsing door' }).textContent(), /wacht op de aanbieder[\s\S]*8\.000,00[\s\S]*uiterlijk/)

    // The aanbieder sees result, budget and period, and takes over.
    const lindeboog = await als('aanbieder.lindeboog', opties)
    // Another child may have the same family name, with other work.
    await lindeboog.locator('tbody tr', { hasText: wie.achternaam }).filter({ hasText: 'Verwijzing' }).locator('a').first().click()
    const toetsing = await lindeboog.textContent('main')
    assert.match(toetsing, /Elke dag naar school, acht weken lang/)
    assert.doesNotMatch(toetsing, /Hoe krijgen we weer rust/, 'wat het gezin vertelde is voor de Toegang')
    await lindeboog.click('summary:has-text("Wij nemen het over")')
    await lindeboog.fill('#accepteren-getoetst', dag(0))
    await lindeboog.check('#accepteren-veiligheid')
    await bewaar(lindeboog, /^Neem het over$/)

    // The consulent grants with one click, with the proposal and its grounds beside it.
    await consulent.goto(`${demo.adres}${hulpvraag}/stap/8`)
    const voorstel = await consulent.locator('section', { hasText: 'Voorstel volgens het protocol' }).textContent()
    assert.match(voorstel, /Standaardbudget 5/)
    assert.match(voorstel, /RTP/)
    await foto(consulent, 'drie-rollen-besluit', [scherm])
    await bewaar(consulent, /^Toewijzen$/)
    assert.match(await consulent.textContent('[role=status]'), /Toegewezen/)
    await foto(consulent, 'drie-rollen-klaar', [scherm])
    await consulent.click(`main a[href^="/jeugdigen/"]`)
    assert.match(await consulent.textContent('main'), /Jeugdhulp De Lindeboog[\s\S]*8\.000,00/)
    await lindeboog.goto(`${demo.adres}/clienten`)
    assert.ok((await lindeboog.textContent('main')).includes(wie.achternaam), 'het kind is nu cliënt')
    for (const blad of [huisarts, zilverpad, consulent, lindeboog]) await blad.context().close()
    assert.doesNotMatch(demo.log(), new RegExp(wie.bsn))
  })
}

test('de bladzijden waar de drie kwamen passen op 320 pixels, en axe vindt niets waar zij het verst kwamen', async () => {
  const gebruikers = [...new Set([...bezocht.values()].map((b) => b.gebruiker))]
  assert.ok(bezocht.size > 15, `${bezocht.size} bladzijden`)
  let gekeurd = 0
  for (const gebruiker of gebruikers) {
    const blad = await als(gebruiker, { javaScriptEnabled: true, bypassCSP: true, viewport: SCHERMEN[0][1] })
    for (const { pad } of [...bezocht.values()].filter((b) => b.gebruiker === gebruiker)) {
      const antwoord = await blad.goto(demo.adres + pad, { waitUntil: 'domcontentloaded' })
      // A form that answers on its own address has no page to come back to.
      if (antwoord.status() === 404) continue
      // The other kinds of page have axe in a file of their own; only here they are at their end.
      if (/\/stap\/[78]$|^\/hulpvragen\/[^/]+$|^\/verwijzingen\/[^/]+$|^\/jeugdigen\/[^/]+$/.test(pad)) {
        await axe(blad, `${gebruiker} ${pad}`)
        gekeurd += 1
      }
      await past(blad, `${gebruiker} ${pad}`)
    }
    await blad.context().close()
  }
  assert.ok(gekeurd >= 6, `${gekeurd} bladzijden gekeurd`)
})
