create table item (
  sku varchar(20) primary key,
  name varchar(100) not null,
  quantity int not null
);
insert into item values ('tea', 'Darjeeling, first flush', 42), ('cup', 'Cup with a crack', 1);
