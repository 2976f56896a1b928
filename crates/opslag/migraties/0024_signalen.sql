-- Open signals are counted and put in order from the index alone, also those of one aanbieder; the rest of a row is fetched for the
-- page that shows it. A gemeente with a quarter of a million dossiers has ten thousand that show.
CREATE INDEX signaal_toont ON signaal (houder, vanaf, soort, uiterlijk, id, aanbieder, jeugdige) WHERE klaar_op IS NULL;
CREATE INDEX signaal_van_aanbieder ON signaal (houder, aanbieder, vanaf, soort, uiterlijk, id, jeugdige) WHERE klaar_op IS NULL;
DROP INDEX signaal_open;
