-- A load that makes its window equal to what Ditio has now, under the name of its cursor.

create table ditio_reconcile (
    name varchar primary key,
    -- The stream's own run brings nothing older than this meanwhile; null: all rows are in ditio_expected.
    live_since timestamp with time zone,
    -- The rows that the window had.
    window_rows bigint not null
);

-- The rows (and deletions) that the table had before the first page of such a load, in which version. What a page
-- shows is struck; what remains of the window in the same version is gone at Ditio.

create table ditio_expected (
    name varchar not null,
    id varchar not null,
    version timestamp with time zone,
    in_window boolean not null,
    primary key (name, id)
);

-- It replaces the ids that pages showed; loads that began with those begin anew.

drop table ditio_seen;
delete from ditio_cursor where name like '%+reconcile';

-- Those of the upserted that took the place of a newer version or a deletion, since Ditio went back.

alter table ditio_cursor add column restored bigint default 0 not null;

-- The columns of the streams' tables: whether Ditio has a field for it, and up to which id the payload of the rows was
-- searched for that field.

create table ditio_column (
    table_name varchar not null,
    column_name varchar not null,
    is_ditio boolean not null,
    checked_to varchar,
    is_checked boolean not null,
    primary key (table_name, column_name)
);

-- is_deleted was NULL where Ditio sent no such field: the next run sets it.

insert into ditio_column (table_name, column_name, is_ditio, is_checked)
select table_name, column_name, true, lower(column_name) <> 'is_deleted'
from information_schema.columns
where table_schema = current_schema
    and ((lower(table_name) = 'time_registrations' and lower(column_name) in (
        'id', 'work_date', 'start_date_time', 'stop_date_time', 'qty', 'unit_name', 'unit_qty', 'unit_price',
        'price', 'amount', 'cost_price_base', 'cost_price_man', 'cost_price_machine', 'cost_amount',
        'cost_amount_man', 'cost_amount_machine', 'break_qty', 'description', 'description_internal',
        'approved', 'approved_by_name', 'approved_date_time', 'payroll_approved',
        'payroll_approved_date_time', 'locked', 'locked_by_name', 'locked_date_time', 'invoiced',
        'project_id', 'project_number', 'project_name', 'project_external_number', 'project_company_id',
        'project_company_name', 'project_leader_name', 'project_main_foreman_name', 'task_id', 'task_name',
        'task_name_long', 'task_wbs_number', 'task_chapter_id', 'task_piece_work_id', 'resource_id',
        'resource_number', 'resource_name', 'resource_type_name', 'primary_resource_name',
        'machine_emission_class', 'user_id', 'user_name', 'user_employee_number', 'user_company_name',
        'user_company_org_nr', 'user_work_title', 'user_work_shift_setting_name', 'created_date_time',
        'modified_date_time', 'is_deleted'))
    or (lower(table_name) = 'machine_registrations' and lower(column_name) in (
        'id', 'machine_id', 'machine_name', 'machine_type_name', 'resource_number', 'project_id',
        'project_name', 'project_number', 'project_external_number', 'project_company_name',
        'driver_company_name', 'driver_name', 'driver_id', 'start_date_time', 'stop_date_time', 'qty',
        'description', 'approved', 'created_date_time', 'modified_date_time', 'is_deleted',
        'deleted_date_time')));
