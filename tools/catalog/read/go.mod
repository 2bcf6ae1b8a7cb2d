module hardway.local/read

go 1.22
