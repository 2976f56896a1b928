// Every page, each role, on a phone and on a desk, without script; axe once per page; the keyboard; the weight.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { BUREAU, UIT, axe, browser, foto, ingelogd as meldIn, past, start } from './demo.mjs'

let demo, chromium
const rol = (naam) => demo.accounts.find((a) => a.rol === naam)
// The demo has one gemeente where everything waits for a person.
const beslisser = () => demo.accounts.find((a) => a.gebruiker.includes('kampen')) ?? rol('consulent')

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
/** Pages whose own file holds them to axe, in each of their states. */
const ELDERS = /^\/(hulpvragen|verwijzingen|verwijzen|rekenhulp|brieven|signalen|dagmail|sturing|toetsing|wijzigingen)|\/(brief|wijziging)/

/** Every address of our own that a page links to, with the ids taken out: one visit per kind of page. */
const soort = (pad) => pad.split('?')[0].replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
async function verwijzingen(blad) {
  const links = await blad.locator('a[href^="/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href')))
  return links.filter((pad) => !pad.startsWith('/stijl/'))
}

async function loop(account) {
  const { omgeving, blad } = await ingelogd(account)
  const gezien = new Map()
  const wachtrij = ['/werkvoorraad', '/inleveren', '/licenties']
  while (wachtrij.length > 0) {
    const pad = wachtrij.shift()
    if (gezien.has(soort(pad))) continue
    const antwoord = await blad.goto(demo.adres + pad, { waitUntil: 'domcontentloaded' })
    gezien.set(soort(pad), { pad, status: antwoord.status(), titel: await blad.title(), h1: await blad.locator('h1').count() })
    wachtrij.push(...await verwijzingen(blad))
  }
  await omgeving.close()
  return gezien
}

/** The request of a filter, opened. */
async function open(blad, filter, tekst) {
  await blad.goto(`${demo.adres}/werkvoorraad?filter=${filter}`)
  await blad.locator('tbody tr', { hasText: tekst }).first().locator('a').first().click()
}

const bladen = {}
for (const [naam, verwacht] of [
  ['consulent', ['/werkvoorraad', '/jeugdigen', '/jeugdigen/{id}', '/verzoeken/{id}', '/berichten', '/berichten/{id}', '/inleveren', '/licenties']],
  ['aanbieder', ['/werkvoorraad', '/clienten', '/jeugdigen/{id}', '/verzoeken', '/verzoeken/{id}', '/berichten', '/berichten/{id}', '/inleveren', '/licenties']],
]) {
  test(`${naam}: elke plaats is te bereiken zonder script en elke verwijzing werkt`, async () => {
    const account = naam === 'consulent' ? beslisser() : rol(naam)
    bladen[naam] = await loop(account)
    for (const [welk, { status, titel, h1 }] of bladen[naam]) {
      assert.equal(status, 200, welk)
      assert.match(titel, /^.+ – Houvast$/, welk)
      assert.equal(h1, 1, welk)
    }
    for (const pad of verwacht) assert.ok(bladen[naam].has(pad), `${naam} komt niet op ${pad}: ${[...bladen[naam].keys()]}`)
  })

  test(`${naam}: axe vindt niets en niets schuift opzij`, async () => {
    const account = naam === 'consulent' ? beslisser() : rol(naam)
    const { omgeving, blad } = await ingelogd(account, { javaScriptEnabled: true, bypassCSP: true })
    let bekeken = 0
    for (const [welk, { pad }] of bladen[naam]) {
      // Full axe once per kind of page; what this role alone sees of it is in the page tests.
      if (ELDERS.test(welk) || (naam !== 'consulent' && bladen.consulent.has(welk))) continue
      await blad.goto(demo.adres + pad)
      await foto(blad, `${naam}${welk.replace(/[{}]/g, '').replace(/\//g, '-')}`)
      await axe(blad, welk)
      await past(blad, welk)
      bekeken += 1
    }
    assert.ok(bekeken >= 2, `${naam}: ${bekeken} bladzijden`)
    await omgeving.close()
  })
}

test('wie niet is aangemeld komt op de aanmeldpagina, en die is in orde', async () => {
  const omgeving = await chromium.newContext({ bypassCSP: true, viewport: BUREAU })
  const blad = await omgeving.newPage()
  for (const { pad } of [...bladen.consulent.values(), ...bladen.aanbieder.values()]) {
    if (pad === '/licenties') continue
    const antwoord = await omgeving.request.get(demo.adres + pad, { maxRedirects: 0 })
    assert.equal(antwoord.headers().location, '/aanmelden', pad)
  }
  await blad.goto(`${demo.adres}/werkvoorraad`)
  assert.equal(new URL(blad.url()).pathname, '/aanmelden')
  await foto(blad, 'aanmelden')
  await axe(blad, 'aanmelden', null)
  await blad.fill('#gebruikersnaam', 'iemand')
  await blad.fill('#wachtwoord', 'verkeerd')
  await blad.click('main button[type=submit]')
  assert.match(await blad.title(), /^Fout: /)
  assert.equal(await blad.inputValue('#gebruikersnaam'), 'iemand')
  assert.equal(await blad.inputValue('#wachtwoord'), '')
  assert.ok(!blad.url().includes('iemand'))
  await omgeving.close()
})

test('een andere rol of een andere gemeente ziet dezelfde bladzijde als wat er niet is', async () => {
  const kaal = (html) => html.replace(/name="csrf" value="[^"]*"/g, '')
  for (const [naam, ander] of [['consulent', 'aanbieder'], ['aanbieder', 'consulent']]) {
    const account = naam === 'consulent' ? beslisser() : rol('aanbieder')
    const { omgeving, blad } = await ingelogd(account)
    const haal = async (pad) => {
      const antwoord = await blad.request.get(demo.adres + pad, { maxRedirects: 0 })
      return [antwoord.status(), kaal(await antwoord.text())]
    }
    const weg = await haal('/bestaat-niet')
    assert.equal(weg[0], 404)
    for (const [welk, { pad }] of bladen[ander]) {
      if (bladen[naam].has(welk)) continue
      assert.deepEqual(await haal(pad), weg, `${naam} op ${pad}`)
    }
    await omgeving.close()
  }
  // The child, request and message of one gemeente, for the consulent of another.
  const elders = demo.accounts.find((a) => a.rol === 'consulent' && a.gebruiker !== beslisser().gebruiker)
  const { omgeving, blad } = await ingelogd(elders)
  for (const welk of ['/jeugdigen/{id}', '/verzoeken/{id}', '/berichten/{id}']) {
    assert.equal((await blad.goto(demo.adres + bladen.consulent.get(welk).pad)).status(), 404, welk)
  }
  await omgeving.close()
})

test('de eerste Tab is "Naar de inhoud" en een formulier is met het toetsenbord te doen', async () => {
  const { omgeving, blad } = await ingelogd(beslisser(), { javaScriptEnabled: true })
  await blad.goto(`${demo.adres}/werkvoorraad`)
  await blad.keyboard.press('Tab')
  const eerste = blad.locator(':focus')
  assert.equal((await eerste.textContent()).trim(), 'Naar de inhoud')
  assert.ok((await eerste.boundingBox()).x >= 0, 'de sla-over-link is te zien')
  await blad.keyboard.press('Enter')
  // The address follows a moment later; without it this waits in vain and fails.
  await blad.waitForURL(/#inhoud$/, { timeout: 10_000 })
  for (let i = 0; i < 12; i++) {
    await blad.keyboard.press('Tab')
    const te_zien = await blad.locator(':focus').evaluate((e) => {
      const s = getComputedStyle(e)
      return s.outlineStyle !== 'none' || s.boxShadow !== 'none'
    })
    assert.ok(te_zien, 'wat de focus heeft is te zien')
  }
  await omgeving.close()
})

/** A request whose proposal is to grant. */
const duidelijk = (blad) => blad.locator('tbody tr', { hasText: 'Voorstel toewijzen' }).first()

test('een duidelijk verzoek toewijzen kost twee klikken vanaf de werkvoorraad', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  await duidelijk(blad).locator('a').first().click() // 1
  await blad.locator('main button.nl-button--primary', { hasText: 'Toewijzen' }).first().click() // 2
  assert.match(blad.url(), /\/verzoeken\/[0-9a-f-]+\?na=besluit$/)
  assert.match(await blad.locator('[role=status]').first().textContent(), /vastgelegd/)
  assert.match(await blad.locator('.hv-voorstel').first().textContent(), /toegewezen/i)
  await foto(blad, 'besloten', ['bureau'])
  await omgeving.close()
})

test('afwijken van het voorstel vraagt om een reden, en wat getypt is blijft staan', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await blad.goto(`${demo.adres}/werkvoorraad?filter=verzoeken`)
  await duidelijk(blad).locator('a').first().click()
  await blad.locator('summary', { hasText: 'Afwijzen' }).first().click()
  const vel = blad.locator('details[open] form', { hasText: 'Reden van afwijzing' })
  await vel.locator('select').selectOption('8')
  await vel.locator('textarea').fill('Woont bij haar vader')
  await vel.locator('button', { hasText: 'Verzoek afwijzen' }).click()
  assert.match(await blad.title(), /^Fout: /)
  assert.equal(await blad.locator('details[open] textarea').inputValue(), 'Woont bij haar vader')
  assert.equal(await blad.locator('details[open] select').inputValue(), '8')
  await blad.locator('#fouten a').first().click()
  assert.match(blad.url(), /#andere-1$/)
  await foto(blad, 'verzoek-fout', ['bureau'])
  await omgeving.close()
})

test('een bedrag en datums met de hand: reden verplicht, wat getypt is blijft staan, het besluit noemt beide', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await open(blad, 'verzoeken', 'Voorstel toewijzen')
  await blad.locator('summary', { hasText: 'Anders toewijzen' }).click()
  const vel = blad.locator('details[open] form', { hasText: 'Budget in euro' })
  const budget = vel.locator('input[name=budget]')
  const was = await budget.inputValue()
  assert.match(was, /^\d+,\d\d$/)
  await budget.fill('1.750')
  const van = await vel.locator('input[name=van]').inputValue()
  await vel.locator('input[name=tot]').fill(`${Number(van.slice(0, 4)) - 1}${van.slice(4)}`)
  await vel.locator('textarea').fill('Korter is genoeg')
  await vel.locator('button', { hasText: 'Zo toewijzen' }).click()
  assert.match(await blad.title(), /^Fout: /)
  assert.match(await blad.locator('#fouten').textContent(), /laatste dag ligt voor de eerste dag/)
  assert.equal(await budget.inputValue(), '1.750')
  assert.equal(await vel.locator('textarea').inputValue(), 'Korter is genoeg')
  await foto(blad, 'anders-toewijzen', ['bureau'])
  await vel.locator('input[name=tot]').fill(`${Number(van.slice(0, 4)) + 1}${van.slice(4, 8)}01`)
  await vel.locator('button', { hasText: 'Zo toewijzen' }).click()
  assert.match(blad.url(), /na=besluit$/)
  const besluit = await blad.locator('.hv-besluit').first().textContent()
  for (const deel of ['1.750,00', 'Het voorstel was', 'Korter is genoeg']) assert.ok(besluit.includes(deel), besluit)
  await omgeving.close()
})

test('een consulent legt vast wat de Toegang afsprak en ziet wat dat verandert', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await open(blad, 'verzoeken', 'Neem eerst contact op')
  await blad.locator('summary', { hasText: 'Gegevens vastleggen' }).click()
  await blad.locator('button', { hasText: 'Vastleggen' }).last().click()
  assert.match(await blad.locator('#fouten').textContent(), /ten minste één nieuw gegeven/)
  await blad.fill('#contact', '2026-11-02')
  await blad.fill('#akkoord_bedrag', 'twaalfduizend')
  await blad.locator('button', { hasText: 'Vastleggen' }).last().click()
  assert.match(await blad.locator('#akkoord_bedrag-fout').textContent(), /bedrag in euro/)
  assert.equal(await blad.inputValue('#akkoord_bedrag'), 'twaalfduizend')
  await blad.fill('#akkoord_bedrag', '20.000')
  await foto(blad, 'vastleggen')
  await blad.locator('button', { hasText: 'Vastleggen' }).last().click()
  assert.match(blad.url(), /na=feiten$/)
  assert.match(await blad.locator('.hv-verschil').textContent(), /was ‘afwijzen’ en is nu ‘toewijzen’/)
  assert.match(await blad.locator('section', { hasText: 'Wat het bericht niet vertelt' }).textContent(), /tot €\s20\.000,00 \(door een consulent\)/)
  await foto(blad, 'vastgelegd', ['bureau'])
  await omgeving.close()
})

test('een aanbieder legt toetsing en resultaat vast en ziet geen akkoord van de Toegang', async () => {
  const { omgeving, blad } = await ingelogd(rol('aanbieder'))
  await open(blad, 'verzoeken', 'Wacht op antwoord')
  assert.match(await blad.locator('main').textContent(), /Nog niet vastgelegd:.*toetsing/)
  await blad.locator('summary', { hasText: 'Gegevens vastleggen' }).click()
  assert.equal(await blad.locator('#akkoord_bedrag').count(), 0)
  await blad.fill('#getoetst', '2026-11-02')
  await blad.check('#past')
  await blad.fill('#resultaat', 'Weer vijf dagen naar school')
  await blad.locator('button', { hasText: 'Vastleggen' }).last().click()
  assert.match(blad.url(), /na=feiten$/)
  const feiten = await blad.locator('section', { hasText: 'Wat het bericht niet vertelt' }).textContent()
  assert.match(feiten, /Weer vijf dagen naar school \(door de aanbieder\)/)
  assert.match(feiten, /de hulp past/)
  await omgeving.close()
})

test('een bericht van een regel staat er met inspringing en de bevinding bij haar element', async () => {
  const { omgeving, blad } = await ingelogd(rol('aanbieder'))
  const eigen = demo.voorbeelden.map((pad) => readFileSync(pad, 'utf8')).find((xml) => xml.includes(`>${rol('aanbieder').agb}<`) && xml.includes('ToewijzingEinddatum'))
  const plat = eigen.replace(/>\s+</g, '><')
    .replace(/(:Identificatie>)[^<]*(<)/, '$1PLAT1$2')
    .replace(/(ToewijzingEinddatum>)[^<]*(<)/, '$12019-01-01$2')
  assert.equal(plat.trim().split('\n').length, 1)
  await blad.goto(`${demo.adres}/inleveren`)
  await blad.setInputFiles('#bestanden', { name: 'plat.xml', mimeType: 'text/xml', buffer: Buffer.from(plat) })
  await blad.click('main button[type=submit]')
  assert.match(await blad.locator('.hv-uitslag > li').first().textContent(), /afgekeurd/)
  await blad.locator('.hv-uitslag a', { hasText: 'Bekijk het bericht' }).first().click()
  await blad.locator('.hv-bevindingen a').first().click()
  const fout = blad.locator('.hv-xml li:target')
  assert.match(await fout.locator('code').textContent(), /Toewijzing|AangevraagdProduct/)
  assert.match(await fout.locator('.hv-xml__zegt').first().textContent(), /\S/)
  const links = async (tekst) => (await blad.locator('.hv-xml code', { hasText: tekst }).first().evaluate((e) => parseFloat(getComputedStyle(e).paddingLeft)))
  const [buiten, binnen] = [await links('Bericht '), await links('Bsn>')]
  assert.ok(binnen > buiten, `${binnen} en ${buiten}`)
  assert.match(await blad.locator('.hv-xml code', { hasText: 'Bsn>' }).first().textContent(), /•••••/)
  await foto(blad, 'bericht-plat', ['bureau'])
  await omgeving.close()
})

test('bladeren en filteren: elke bladzijde heeft andere rijen en een filter toont zijn aantal', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await blad.goto(`${demo.adres}/berichten`)
  const gezien = new Set()
  const totaal = Number((await blad.locator('.hv-over').textContent()).match(/\d+/)[0])
  for (;;) {
    for (const pad of await blad.locator('tbody a.hv-rijkop').evaluateAll((as) => as.map((a) => a.getAttribute('href')))) {
      assert.ok(!gezien.has(pad), pad)
      gezien.add(pad)
    }
    const verder = blad.locator('a[rel=next]')
    if (await verder.count() === 0) break
    await verder.click()
  }
  assert.equal(gezien.size, totaal)
  await blad.locator('a', { hasText: 'Terug naar het begin' }).click()
  assert.ok(gezien.has(await blad.locator('tbody a.hv-rijkop').first().getAttribute('href')))
  await blad.goto(`${demo.adres}/werkvoorraad`)
  for (const naam of ['Vandaag', 'Verzoeken', 'In onderzoek', 'Signalen', 'Alles']) {
    await blad.locator('.hv-filters a', { hasText: naam }).click()
    const aantal = Number((await blad.locator('.hv-filters a[aria-current]').textContent()).match(/(\d+)\s*$/)[1])
    assert.equal(await blad.locator('tbody tr').count(), aantal, naam)
  }
  await omgeving.close()
})

test('een jeugdige zoeken gaat met POST: geen naam in een adres of in het logboek', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await blad.goto(demo.adres + bladen.consulent.get('/jeugdigen/{id}').pad)
  const naam = (await blad.locator('h1').textContent()).trim()
  const achternaam = naam.split(' ').at(-1)
  await blad.fill('#zoek-overal', achternaam)
  await blad.click('.hv-balk__knop')
  assert.equal(new URL(blad.url()).pathname + new URL(blad.url()).search, '/jeugdigen')
  assert.ok((await blad.locator('tbody tr').count()) > 0)
  await foto(blad, 'gevonden', ['bureau'])
  await blad.locator('tbody a').first().click()
  await blad.locator('button', { hasText: 'Toon het hele BSN' }).click()
  assert.match(await blad.locator('.hv-feiten').first().textContent(), /9999\d{5}/)
  assert.doesNotMatch(blad.url(), /9999\d{5}/)
  const bsn = (await blad.locator('.hv-feiten').first().textContent()).match(/9999\d{5}/)[0]
  const geboren = (await blad.locator('.hv-over').textContent()).match(/\d\d-\d\d-\d{4}/)[0]
  for (const [wat, als] of [[bsn, 'BSN'], [geboren, 'geboortedatum'], [geboren.replaceAll('-', ''), 'geboortedatum']]) {
    await blad.fill('#zoek-overal', wat)
    await blad.click('.hv-balk__knop')
    assert.match(await blad.locator('[role=status]').textContent(), new RegExp(`gevonden op ${als}`))
    assert.ok((await blad.locator('tbody').textContent()).includes(achternaam))
    assert.ok(!blad.url().includes(wat))
  }
  await blad.fill('#zoek-overal', 'qqqqzz')
  await blad.click('.hv-balk__knop')
  assert.match(await blad.locator('main').textContent(), /Niemand gevonden/)
  await omgeving.close()
  assert.ok(!demo.log().includes(achternaam), 'de naam staat in het logboek')
  assert.doesNotMatch(demo.log(), /9999\d{5}/)
})

test('een bericht inleveren: alleen van de eigen organisatie', async () => {
  const { omgeving, blad } = await ingelogd(rol('aanbieder'))
  await blad.goto(`${demo.adres}/inleveren`)
  await blad.setInputFiles('#bestanden', demo.voorbeelden)
  await blad.click('main button[type=submit]')
  const regels = await blad.locator('.hv-uitslag > li').allTextContents()
  assert.equal(regels.length, demo.voorbeelden.length)
  assert.ok(regels.some((r) => /Bekijk het bericht/.test(r)), regels.join('\n'))
  await foto(blad, 'ingeleverd', ['bureau'])
  await omgeving.close()
  const { omgeving: ander, blad: van } = await ingelogd(demo.accounts.filter((a) => a.rol === 'aanbieder').at(-1))
  await van.goto(`${demo.adres}/inleveren`)
  await van.setInputFiles('#bestanden', demo.voorbeelden)
  await van.click('main button[type=submit]')
  const vreemd = await van.locator('.hv-uitslag > li').allTextContents()
  assert.ok(vreemd.every((r) => !/Bekijk het bericht/.test(r)), vreemd.join('\n'))
  await ander.close()
})

test('een formulier zonder teken of van een andere site doet niets', async () => {
  const { omgeving, blad } = await ingelogd(beslisser(), { storageState: undefined })
  const { pad } = bladen.consulent.get('/verzoeken/{id}')
  const doelen = ['/afmelden', '/jeugdigen', `${pad.split('?')[0]}/aanvragen/1`, `${pad.split('?')[0]}/feiten`]
  for (const doel of doelen) {
    const zonder = await blad.request.post(demo.adres + doel, { form: { versie: '1', actie: 'toewijzen' }, maxRedirects: 0 })
    assert.equal(zonder.status(), 403, doel)
    const elders = await blad.request.post(demo.adres + doel, { form: { csrf: 'x' }, headers: { origin: 'https://elders.example' }, maxRedirects: 0 })
    assert.equal(elders.status(), 403, doel)
  }
  assert.equal((await blad.request.get(`${demo.adres}/werkvoorraad`, { maxRedirects: 0 })).status(), 200, 'nog aangemeld')
  await blad.goto(`${demo.adres}/werkvoorraad`)
  await blad.click('.hv-balk__link')
  assert.equal(new URL(blad.url()).pathname, '/aanmelden')
  await blad.goto(`${demo.adres}/werkvoorraad`)
  assert.equal(new URL(blad.url()).pathname, '/aanmelden', 'afgemeld is afgemeld')
  await omgeving.close()
})

test('de eerste bladzijde met stijl en letters weegt ingepakt minder dan 100 kB en heeft strenge koppen', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  const sessie = await omgeving.newCDPSession(blad)
  await sessie.send('Network.enable')
  await sessie.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  sessie.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength })
  const antwoord = await blad.goto(`${demo.adres}/werkvoorraad`, { waitUntil: 'networkidle' })
  console.log(`# eerste bladzijde: ${bytes} bytes`)
  assert.ok(bytes > 0 && bytes < 100_000, `${bytes} bytes`)
  const kop = antwoord.headers()
  assert.match(kop['content-security-policy'], /default-src 'none'/)
  assert.doesNotMatch(kop['content-security-policy'], /unsafe|script-src/)
  assert.equal(kop['cache-control'], 'no-store')
  assert.equal(kop['referrer-policy'], 'no-referrer')
  assert.equal(kop['x-content-type-options'], 'nosniff')
  const [koek] = (await omgeving.cookies()).filter((k) => k.name.endsWith('houvast'))
  assert.deepEqual([koek.httpOnly, koek.sameSite, koek.path], [true, 'Lax', '/'])
  await omgeving.close()
})

test('een afdruk heeft geen menu en geen knoppen', async () => {
  const { omgeving, blad } = await ingelogd(beslisser())
  await blad.goto(demo.adres + bladen.consulent.get('/verzoeken/{id}').pad)
  await blad.emulateMedia({ media: 'print' })
  for (const weg of ['.hv-balk', '.hv-menu', '.hv-knoppen']) {
    for (const deel of await blad.locator(weg).all()) assert.equal(await deel.isVisible(), false, weg)
  }
  assert.equal(await blad.locator('h1').isVisible(), true)
  await omgeving.close()
})
