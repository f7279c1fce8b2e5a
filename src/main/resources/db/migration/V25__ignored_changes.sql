-- What Ditio showed after a write that it took and did not store: the fields of the column sent, as Ditio kept them. Else empty.

alter table ditio_catalogue add kept text default '' not null;
