-- Who takes work about signals asks for what waits longest; after a night that is one of everything that runs.
CREATE INDEX signaal_werk_sinds ON signaal_werk (houder, sinds, toewijzing);
-- For whoever watches: how many messages per kind and state, without reading the messages themselves.
CREATE INDEX bericht_telling ON bericht (houder, richting, soort, status);
