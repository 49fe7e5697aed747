create database if not exists smoke;
create or replace user smoke@'%' identified by 'smoke';
grant all on smoke.* to smoke@'%';
