-- Which topics and further tables each stream wrote to last, and whether they have all that its own table has. The row of a
-- topic is locked by whoever publishes to it.

create table ditio_target (
    stream varchar not null,
    kind varchar not null,
    name varchar not null,
    identity varchar not null,
    complete boolean not null,
    was_empty boolean not null,
    primary key (stream, kind, name)
);
