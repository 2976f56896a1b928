-- What the Toegang granted of its own accord: after a hulpvraag, after a toetsing that it asked for, or both. Takes the place of
-- hulpvraag_besluit, which asked for a hulpvraag, and of verwijzing.besluit, where a reason stood unsealed. Never changed.
CREATE TABLE toegang_besluit (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  hulpvraag ID,
  verwijzing ID,
  toewijzing ID,
  aanbieder TEKST NOT NULL,
  op GETAL NOT NULL,
  door ID NOT NULL,
  besluitdatum TEKST NOT NULL,
  feiten TEKST NOT NULL,
  besluit TEKST NOT NULL,
  uitkomst TEKST NOT NULL,
  profiel TEKST NOT NULL,
  reden TEKST,
  bericht ID,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, hulpvraag) REFERENCES hulpvraag (houder, id),
  FOREIGN KEY (houder, verwijzing) REFERENCES verwijzing (houder, id),
  FOREIGN KEY (houder, toewijzing) REFERENCES toewijzing (houder, id),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX toegang_besluit_hulpvraag ON toegang_besluit (houder, hulpvraag, op);
CREATE INDEX toegang_besluit_toewijzing ON toegang_besluit (houder, toewijzing);

-- The reasons keep the seal of their first table.
INSERT INTO toegang_besluit (houder, id, hulpvraag, toewijzing, aanbieder, op, door, besluitdatum, feiten, besluit, uitkomst, profiel, reden, bericht)
SELECT b.houder, b.id, b.hulpvraag, t.id, b.aanbieder, b.op, b.door, b.besluitdatum, b.feiten, b.besluit, b.uitkomst, b.profiel, b.reden, b.bericht
FROM hulpvraag_besluit b LEFT JOIN hulpvraag h ON h.houder = b.houder AND h.id = b.hulpvraag
LEFT JOIN toewijzing t ON t.houder = h.houder AND t.id = h.toewijzing;

-- Of a referral the reason stands, sealed, at its step. The decision takes its id.
INSERT INTO toegang_besluit (houder, id, hulpvraag, verwijzing, aanbieder, op, door, besluitdatum, feiten, besluit, uitkomst, profiel, bericht)
SELECT v.houder, v.id, h.id, v.id, v.aanbieder, r.op, r.door, CAST(v.besluit AS ALSJSON) -> 'besluit' ->> 'besluitdatum',
  CAST(v.besluit AS ALSJSON) ->> 'feiten', CAST(v.besluit AS ALSJSON) ->> 'besluit', 'toewijzen',
  CAST(v.besluit AS ALSJSON) -> 'besluit' ->> 'profiel', v.toewijzing_bericht
FROM verwijzing v JOIN verwijzing_regel r ON r.houder = v.houder AND r.verwijzing = v.id AND r.soort = 'toegewezen'
LEFT JOIN hulpvraag h ON h.houder = v.houder AND h.id = v.hulpvraag
WHERE v.besluit IS NOT NULL AND r.door IS NOT NULL;
UPDATE verwijzing SET besluit = NULL WHERE besluit IS NOT NULL;
