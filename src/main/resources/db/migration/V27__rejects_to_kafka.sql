-- When a rejected record was published to the topic for rejects; null until then.

alter table ditio_reject add column published_at timestamp with time zone;
