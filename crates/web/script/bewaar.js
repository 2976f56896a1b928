// Saves a form after two seconds of rest; without it the buttons do. Nothing is kept in the browser: the next person at
// this desk may be somebody else.
(() => {
  const vel = document.querySelector('form[data-bewaar]'), plek = document.getElementById('bewaarstand')
  if (!vel || !plek) return
  const inhoud = () => new URLSearchParams(new FormData(vel)).toString()
  const kern = () => inhoud().replace(/(^|&)(csrf|versie)=[^&]*/g, '')
  let klok, bezig, klaar, af, weg = false, was = kern()
  const zeg = (tekst, mis = true) => { plek.classList.toggle('hv-mis', mis); if (plek.textContent !== tekst) plek.textContent = tekst }
  const stuur = (opties) => fetch(vel.getAttribute('action'), {
    method: 'POST', redirect: 'manual', ...opties, body: inhoud(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Houvast-Bewaar': 'vanzelf' },
  })
  const dicht = (a) => a.type === 'opaqueredirect' || a.status === 403
  // Somebody logged in again in another tab: this page gets the token of that session.
  const verser = async () => {
    const blad = await fetch(location.pathname, { redirect: 'manual' })
    const nieuw = blad.ok && new DOMParser().parseFromString(await blad.text(), 'text/html').querySelector('[name=csrf]')
    if (nieuw) for (const veld of document.querySelectorAll('[name=csrf]')) veld.value = nieuw.value
    return nieuw
  }
  const bewaar = async () => {
    const nu = kern()
    if (weg || nu === was) return
    try {
      let antwoord = await stuur()
      if (dicht(antwoord) && await verser()) antwoord = await stuur()
      af = dicht(antwoord)
      if (af) zeg('U bent afgemeld. Wat u typte staat nog hier, maar is niet bewaard. Meld u aan in een nieuw tabblad en typ hier verder.')
      else if (antwoord.ok || antwoord.status === 409) {
        const { versie, tekst } = await antwoord.json()
        if (versie) { vel.elements.versie.value = versie; was = nu } else weg = true
        zeg(tekst, weg)
      } else zeg('Bewaren lukt nu niet. Wat u typte staat nog hier. Kies straks Bewaar.')
    } catch {
      zeg('Er is geen verbinding. Wat u typte staat nog hier; het wordt bewaard zodra het kan.')
      straks(9000)
    }
  }
  const begin = () => (bezig = bewaar().finally(() => { bezig = null }))
  const straks = (ms) => { clearTimeout(klok); klok = setTimeout(begin, ms) }
  vel.addEventListener('input', () => Promise.resolve(bezig).then(() => straks(2000)))
  // A button waits for what is on its way: else this page would be older than itself.
  vel.addEventListener('submit', (e) => {
    clearTimeout(klok)
    if ((bezig || af) && !klaar) {
      e.preventDefault()
      ;(bezig ?? begin()).then(() => { if (!af) { klaar = true; vel.requestSubmit(e.submitter) } })
    } else { klaar = false; weg = !e.submitter?.formAction.endsWith('/excel') }
  })
  addEventListener('pagehide', () => { if (!weg && kern() !== was) stuur({ keepalive: true }).catch(() => {}) })
})()
