"""Every service with those who may, room by room. Asked of each of everybody by test_permissions_services.py."""
