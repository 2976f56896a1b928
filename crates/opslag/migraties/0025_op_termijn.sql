-- Where very many signals show, a page of them is walked by last day instead of putting all in order first.
CREATE INDEX signaal_termijn ON signaal (houder, uiterlijk, id, vanaf, soort, aanbieder, jeugdige, klaar_op) WHERE klaar_op IS NULL;
