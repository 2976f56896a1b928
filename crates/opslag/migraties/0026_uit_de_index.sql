-- What every page counts, from the index alone: open requests stand in the menu and above the work list. (`afgehandeld_op` is always
-- empty here: with it SQLite sees that it needs nothing else.)
DROP INDEX verzoek_werk;
CREATE INDEX verzoek_werk ON verzoek (houder, antwoord_voor, id, status, aanbieder, jeugdige, afgehandeld_op)
  WHERE afgehandeld_op IS NULL;
-- The help of a child in one line, as a search shows it for twenty children: each row lies somewhere else on the disk.
DROP INDEX toewijzing_jeugdige;
CREATE INDEX toewijzing_jeugdige ON toewijzing (houder, jeugdige, aanbieder, status, ingangsdatum, einddatum, nummer, id, categorie, code,
  volume, eenheid, frequentie, budget, soort);
-- Children of one day in the order of the page, so that only the rows of the page are fetched.
DROP INDEX jeugdige_geboren;
CREATE INDEX jeugdige_geboren ON jeugdige (houder, geboortedatum, sorteer, id);
