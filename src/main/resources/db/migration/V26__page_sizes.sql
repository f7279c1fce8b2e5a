-- How many records a page of a stream may have, where pages of the size in the settings did not fit.

create table ditio_page_size (
    stream varchar primary key,
    asked integer not null,
    fitting integer not null,
    changed_at timestamp with time zone not null
);
