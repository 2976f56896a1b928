-- Open signals are counted and put in order from the index alone, also those of one aanbieder; the rest of a row is fetched for the
-- page that shows it. A gemeente with a quarter of a million dossiers has ten thousand that show. (`klaar_op` is always empty here: with it
-- SQLite sees that it needs nothing else.)
CREATE INDEX signaal_toont ON signaal (houder, vanaf, soort, uiterlijk, id, aanbieder, jeugdige, klaar_op) WHERE klaar_op IS NULL;
CREATE INDEX signaal_van_aanbieder ON signaal (houder, aanbieder, vanaf, soort, uiterlijk, id, jeugdige, klaar_op) WHERE klaar_op IS NULL;
DROP INDEX signaal_open;
-- What waits for an answer, for the aanbieder that asked: without all that it ever asked.
CREATE INDEX verzoek_werk_aanbieder ON verzoek (houder, aanbieder, antwoord_voor, id, status) WHERE afgehandeld_op IS NULL;
