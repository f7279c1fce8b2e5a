-- The ids on the pages of a backfill that is to remove what Ditio no longer has; gone with its cursors.

create table ditio_seen (
    name varchar not null,
    id varchar not null,
    primary key (name, id)
);
