-- The name of the file that left a batch without an answer, where another one took it over.

alter table ditio_import_batch add column left_by varchar;
